#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs whole sets of data on the backend simd at every width of vectors, on one thread and on two, with and without machine code, and prints
# the largest difference of each from the reference. It fails if one is not 0.
#
# Usage: whole-sets.sh PROGRAM.dyx DATA [PROGRAM.dyx DATA]...
set -eu
dyadic=$(dirname "$0")/../../dyadic
code=0

field() { printf '%s\n' "$json" | sed -n "s/.*\"$1\" : \([^,]*\).*/\1/p" | sort -g | tail -n 1; }

printf '%-24s %5s %8s %13s %6s  %s\n' program bits threads 'machine code' runs difference
while [ $# -gt 1 ]; do
    for bits in 0 128 256 512; do
        for threads in 1 2; do
            for x86 in on off; do
                json=$(DYADIC_JAVA_OPTS="-Ddyadic.simd.bits=$bits -Ddyadic.x86=$x86" "$dyadic" compare --json --quiet \
                    "$1@simd{threads=$threads}" "$1@reference" --inputs "$2" 2>/dev/null) || json=
                difference=$(field largest_difference)
                printf '%-24s %5s %8s %13s %6s  %s\n' "$(basename "$1")" "$bits" "$threads" "$x86" "$(field runs)" "${difference:-failed}"
                [ "$difference" = 0.0 ] || code=1
            done
        done
    done
    shift 2
done
exit $code
