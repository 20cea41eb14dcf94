#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs whole sets of data on the backend simd at every width of vectors, on one thread and on two, with and without machine code, and prints
# how many files of outputs differ, in any byte, from those of the reference. It fails if one does.
#
# Usage: whole-sets.sh PROGRAM.dyx DATA [PROGRAM.dyx DATA]...
set -eu
dyadic=$(dirname "$0")/../../dyadic
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
code=0

printf '%-24s %5s %8s %13s %6s  %s\n' program bits threads 'machine code' files different
while [ $# -gt 1 ]; do
    expected=$folder/expected
    rm -rf "$expected"
    "$dyadic" run "$1" --backend reference --inputs "$2" --outputs "$expected" --quiet >/dev/null
    for bits in 0 128 256 512; do
        for threads in 1 2; do
            for x86 in on off; do
                rm -rf "$folder/found"
                DYADIC_JAVA_OPTS="-Ddyadic.simd.bits=$bits -Ddyadic.x86=$x86" "$dyadic" run "$1" --inputs "$2" \
                    --outputs "$folder/found" --threads "$threads" --quiet >/dev/null 2>&1 || true
                files=0
                different=0
                for file in "$expected"/*; do
                    files=$((files + 1))
                    cmp -s "$file" "$folder/found/$(basename "$file")" || different=$((different + 1))
                done
                printf '%-24s %5s %8s %13s %6s  %s\n' "$(basename "$1")" "$bits" "$threads" "$x86" "$files" "$different"
                [ "$different" = 0 ] || code=1
            done
        done
    done
    shift 2
done
exit $code
