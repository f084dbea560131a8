#!/usr/bin/env python3
"""CPU and time of a process that runs one cell, from its start to its end: the median of several runs.

    python3 benchmarks/kernel/cpu.py KERNEL_DLL... [--runs N] [--json]

KERNEL_DLL is an LlmNotebooks.Kernel.dll, as built or as published with ReadyToRun. The builds take turns, so that what else runs on the
machine falls on all of them.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import tempfile
import time

NOTEBOOK = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
    {"cell_type": "code", "id": "c", "metadata": {}, "source": "1 + 1", "execution_count": None, "outputs": []}]}


def run(kernel, folder):
    """Runs the notebook; the CPU seconds of the process and the seconds that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    subprocess.run(["dotnet", "exec", kernel, "run", "a.ipynb", "--no-html"], cwd=folder, check=True, capture_output=True)
    elapsed = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, elapsed


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("kernels", nargs="+", metavar="KERNEL_DLL")
    arguments.add_argument("--runs", type=int, default=7, help="runs of each, after one that is not counted (default 7)")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "a.ipynb"), "w", encoding="utf-8") as file:
            json.dump(NOTEBOOK, file)
        measured = {kernel: [] for kernel in options.kernels}
        for turn in range(options.runs + 1):
            for kernel in options.kernels:
                result = run(os.path.abspath(kernel), folder)
                if turn > 0:
                    measured[kernel].append(result)
    for kernel, results in measured.items():
        cpu, elapsed = (statistics.median(values) for values in zip(*results))
        if options.json:
            print(json.dumps({"kernel": kernel, "cpu_s": cpu, "elapsed_s": elapsed, "runs": len(results)}))
        else:
            print(f"{kernel}: {cpu:.2f} s of CPU ({min(r[0] for r in results):.2f} to {max(r[0] for r in results):.2f}), {elapsed:.2f} s, {len(results)} runs")


if __name__ == "__main__":
    main()
