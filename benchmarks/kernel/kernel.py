#!/usr/bin/env python3
"""How long a person waits for a Jupyter kernel: from its start to the first reply, for the first cell, for a trivial cell.

    python3 benchmarks/kernel/kernel.py [KERNEL] [--starts N] [--cells N] [--json]

KERNEL is the name of an installed kernelspec, '.net-csharp' unless given. The client is jupyter_client, as in Jupyter and
nbconvert; its own share of a trivial cell is measured beside it, on requests that run no code.
"""
import argparse
import json
import statistics
import time

from jupyter_client.manager import KernelManager


def start(name):
    """Starts a kernel; the client, and the seconds until it replied."""
    manager = KernelManager(kernel_name=name)
    begin = time.perf_counter()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.kernel_info()
    client.get_shell_msg(timeout=60)
    elapsed = time.perf_counter() - begin
    client.wait_for_ready(timeout=60)
    return manager, client, elapsed


def run(client, code):
    """Runs a cell; the seconds until its reply and its idle have come."""
    begin = time.perf_counter()
    reply = client.execute_interactive(code, timeout=120, output_hook=lambda message: None)
    elapsed = time.perf_counter() - begin
    if reply["content"]["status"] != "ok":
        raise SystemExit(f"{code!r} failed: {reply['content'].get('evalue')}")
    return elapsed


def ask(client):
    """Asks what the kernel is; the seconds until its reply has come."""
    begin = time.perf_counter()
    client.kernel_info()
    client.get_shell_msg(timeout=60)
    return time.perf_counter() - begin


def stop(manager, client):
    client.stop_channels()
    manager.shutdown_kernel()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("kernel", nargs="?", default=".net-csharp")
    arguments.add_argument("--starts", type=int, default=5, help="kernels to start (default 5)")
    arguments.add_argument("--cells", type=int, default=100, help="trivial cells to run (default 100)")
    arguments.add_argument("--many", type=int, default=1000, help="cells to run in one session, in hundreds (default 1000)")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()

    starts, firsts = [], []
    for _ in range(options.starts):
        manager, client, elapsed = start(options.kernel)
        starts.append(elapsed)
        firsts.append(elapsed + run(client, "1 + 1"))
        stop(manager, client)

    manager, client, _ = start(options.kernel)
    run(client, "var x = 1;")
    cells = [run(client, f"x + {i}") for i in range(options.cells)]
    asks = [ask(client) for _ in range(options.cells)]
    stop(manager, client)

    manager, client, _ = start(options.kernel)
    hundreds = []
    for begin in range(0, options.many, 100):
        hundreds.append(sum(run(client, f"int y{i} = {i}; y{i} * 2") for i in range(begin, begin + 100)))
    stop(manager, client)

    result = {
        "kernel": options.kernel,
        "start_to_first_reply_s": statistics.median(starts),
        "start_to_first_result_s": statistics.median(firsts),
        "trivial_cell_ms": statistics.median(cells) * 1000,
        "request_without_code_ms": statistics.median(asks) * 1000,
        "first_hundred_s": hundreds[0],
        "last_hundred_s": hundreds[-1],
    }
    if options.json:
        print(json.dumps(result))
        return
    print(f"kernel {options.kernel}, medians")
    print(f"start to first reply      {result['start_to_first_reply_s']:8.2f} s    ({min(starts):.2f} to {max(starts):.2f}, {len(starts)} starts)")
    print(f"start to first result     {result['start_to_first_result_s']:8.2f} s    ({min(firsts):.2f} to {max(firsts):.2f})")
    print(f"a trivial cell            {result['trivial_cell_ms']:8.1f} ms   ({len(cells)} cells)")
    print(f"a request without code    {result['request_without_code_ms']:8.1f} ms")
    print(f"first hundred of {options.many:5}    {result['first_hundred_s']:8.2f} s")
    print(f"last hundred              {result['last_hundred_s']:8.2f} s")


if __name__ == "__main__":
    main()
