#!/usr/bin/env bash
# run.sh [MODEL.gguf] [ROUNDS]: prefill and decode of the embedded engine beside llama.cpp, one thread, in turn.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
model=${1:-$root/data/models/skills-micro-f16.gguf}
rounds=${2:-7}
prefill=480
decode=128
repetitions=5

dotnet build "$here/EngineBenchmark.csproj" -c Release -v quiet -nologo
ours=$root/artifacts/bin/EngineBenchmark/release/EngineBenchmark

llama() {
  # CSV without quotes: the column avg_ts holds tokens a second, n_prompt tells the two tests apart.
  "$here/llama-cpp.sh" "$root/artifacts/llama.cpp" llama-bench -m "$model" -t 1 -p "$prefill" -n "$decode" -r "$repetitions" -o csv 2>/dev/null |
    awk -F'","' 'NR == 1 { for (i = 1; i <= NF; i++) { gsub(/"/, "", $i) }; n = split($0, names, ","); for (i = 1; i <= n; i++) { gsub(/"/, "", names[i]); column[names[i]] = i }; next }
      { gsub(/^"|"$/, ""); value[$column["n_prompt"] > 0 ? "prefill" : "decode"] = $column["avg_ts"] }
      END { print value["prefill"], value["decode"] }'
}

for round in $(seq "$rounds"); do
  echo "llama $(llama)"
  "$ours" "$model" "$prefill" "$decode" "$repetitions"
  echo "round $round of $rounds" >&2
done | awk '
  { runs[$1]++; prefill[$1, runs[$1]] = $2; decode[$1, runs[$1]] = $3 }
  function median(values, who,   n, i, j, t, sorted) {
    n = runs[who]
    for (i = 1; i <= n; i++) { sorted[i] = values[who, i] + 0 }
    for (i = 2; i <= n; i++) { for (j = i; j > 1 && sorted[j - 1] > sorted[j]; j--) { t = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = t } }
    return (sorted[int((n + 1) / 2)] + sorted[int(n / 2) + 1]) / 2
  }
  END {
    lp = median(prefill, "llama"); ld = median(decode, "llama")
    wp = median(prefill, "warm"); wd = median(decode, "warm")
    fp = median(prefill, "first"); fd = median(decode, "first")
    printf "%-22s %12s %12s\n", "tokens a second", "prefill", "decode"
    printf "%-22s %12.0f %12.0f\n", "llama.cpp", lp, ld
    printf "%-22s %12.0f %12.0f\n", "embedded, warm", wp, wd
    printf "%-22s %12.0f %12.0f\n", "embedded, first", fp, fd
    printf "%-22s %12.2f %12.2f\n", "ratio, warm", wp / lp, wd / ld
    printf "%-22s %12.2f %12.2f\n", "ratio, first", fp / lp, fd / ld
  }'
