#!/usr/bin/env bash
# Puts words that mean no harm into the sentences of a shop and prints, class by class, how many the lists block; load-tests/RESULTS.md says of each class why.
# The dictionary is that of Debian's python3-jieba, the English words are those of wamerican; both are installed when absent. Takes half a minute.
# Usage: tests/wording-dictionary.sh [folder of packs]    the blocked sentences stay in TestResults/wording-dictionary
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
packs=${1:-policies/packs}
kept=tests/wording-dictionary
results=TestResults/wording-dictionary
chinese=/usr/lib/python3/dist-packages/jieba/dict.txt
english=/usr/share/dict/american-english

missing=()
[ -f "$chinese" ] || missing+=(python3-jieba)
[ -f "$english" ] || missing+=(wamerican)
command -v jq > /dev/null || missing+=(jq)
if ((${#missing[@]})); then
  as_root=()
  if ((EUID != 0)); then as_root=(sudo); fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
dotnet build policies/Compliance.Policies.Cli -c Release -v q -clp:"ErrorsOnly" -nodeReuse:false

# The most frequent words of two to eight characters that have one of the tags.
words() {
  awk -v tags="$1" '$3 ~ "^(" tags ")$" && $1 ~ /^[^ -~]+$/ { print $2, $1 }' "$chinese" | sort -rn -k1,1 -s | cut -d' ' -f2 | grep -E '^.{2,8}$' | head -n "$2" || true
}
in_sentence() { while IFS= read -r word; do printf '%s\n' "${1//WORD/$word}"; done; }

rm -rf "$results"
mkdir -p "$results"
export LC_ALL=C.UTF-8
words '[^in].*|n|nz|n[^rst].*' 100000 | in_sentence '欢迎选购，WORD，今日到店' > "$results/words.txt"
words 'i|l' 40000 | in_sentence '欢迎选购，WORD，今日到店' > "$results/idioms.txt"
words 'ns' 20000 | in_sentence 'WORD店本周开业，欢迎到店' > "$results/places.txt"
words 'nr.*' 20000 | in_sentence 'WORD您好，您预约的座位已留好' > "$results/people.txt"
words 'nt' 5000 | in_sentence 'WORD，今日到店' > "$results/organisations.txt"
in_sentence 'WORD，今日到店' < "$kept/companies.txt" > "$results/companies.txt"
grep -E '^[A-Za-z]{2,}$' "$english" | in_sentence '新款WORD品牌到店，WORD系列九折' > "$results/english.txt"
in_sentence '书签现货：WORD' < "$kept/poems.txt" > "$results/poems.txt"
cp "$kept/greetings.txt" "$results/greetings.txt"

printf '| class | sentences | blocked | share | blocked by category |\n| --- | --- | --- | --- | --- |\n'
for class in words idioms places people organisations companies english poems greetings; do
  policies/Compliance.Policies.Cli/bin/Release/net10.0/policyctl score "$packs" "$results/$class.txt" --json > "$results/$class.json"
  jq -r '.blocked[] | "\(.category)\t\(.term)\t\(.text)"' "$results/$class.json" | sort > "$results/$class.blocked.tsv"
  jq -r --arg class "$class" '
    (.blocked | length) as $blocked
    | (.blocked | group_by(.category) | sort_by(-length) | map("\(.[0].category) \(length)") | join(", ")) as $by
    | "| \($class) | \(.lines) | \($blocked) | \(10000 * $blocked / .lines | round / 100) % | \($by) |"' "$results/$class.json"
done
