#!/usr/bin/env bash
# Judge intents once in every format that the runner shows: annotations, SARIF, JSON, job summary. Exit as `gains check` does.
# Usage: check.sh GAINS; WANTED (a path a line), REPOSITORY, RUNNER_TEMP, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY in the environment.
set -uo pipefail
gains=$1
out=$RUNNER_TEMP/gains-report
mkdir -p "$out"
cd "$REPOSITORY" || exit 2
mapfile -t wanted < <(printf '%s\n' "$WANTED" | sed '/^[[:space:]]*$/d')
"$gains" check --format github -- "${wanted[@]}" 2>"$out/verdicts.txt"
code=$?
"$gains" check --format sarif -- "${wanted[@]}" >"$out/gains.sarif" 2>/dev/null
"$gains" check --format json -- "${wanted[@]}" >"$out/gains.json" 2>/dev/null
{
  printf 'sarif=%s\n' "$out/gains.sarif"
  printf 'json=%s\n' "$out/gains.json"
} >>"$GITHUB_OUTPUT"
{
  case $code in
    0) printf '### gains: nothing blocks\n\n' ;;
    1) printf '### gains: blocked\n\n' ;;
    *) printf '### gains: could not judge (exit %s)\n\n' "$code" ;;
  esac
  # Indented, so that nothing in a message is taken for Markdown.
  sed 's/^/    /' "$out/verdicts.txt"
} >>"$GITHUB_STEP_SUMMARY"
cat "$out/verdicts.txt"
exit "$code"
