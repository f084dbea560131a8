#!/usr/bin/env bash
# llama-cpp.sh DIRECTORY PROGRAM ARGUMENTS...: runs a program of Debian sid's llama.cpp, unpacked in DIRECTORY; installs nothing.
set -euo pipefail

directory=$(mkdir -p "$1" && cd "$1" && pwd)
program=$2
shift 2
libraries=$directory/root/usr/lib/x86_64-linux-gnu
packages=(llama.cpp-tools libllama0 libggml0 libssl3t64 libstdc++6 libgcc-s1 libgomp1 libc6 zlib1g libzstd1)

fetch() {
  local mirror state=$directory/apt
  mirror=$(cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk '/^URIs:/ && $2 ~ /\/debian\/?$/ { print $2; exit }')
  mirror=${mirror:-$(cat /etc/apt/sources.list 2>/dev/null | awk '/^deb / { for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) { print $i; exit } }')}
  if [ -z "$mirror" ]; then
    echo "No Debian mirror found in /etc/apt." >&2
    return 1
  fi

  mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$directory/packages"
  touch "$state/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" > "$state/sources.list"
  local options=(-q -o "Dir::State=$state" -o "Dir::State::status=$state/status" -o "Dir::Cache=$state/cache"
    -o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=/dev/null -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update
  (cd "$directory/packages" && apt-get "${options[@]}" download "${packages[@]}")
  for package in "$directory"/packages/*.deb; do
    dpkg-deb -x "$package" "$directory/root"
  done

  # llama.cpp looks for its CPU back ends beside the running executable, which is the loader.
  ln -sf "$libraries"/ggml/backends0/*.so "$libraries"/
}

if [ ! -e "$directory/root/usr/bin/$program" ]; then
  fetch >&2
fi

exec "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries:$libraries/llama" "$directory/root/usr/bin/$program" "$@"
