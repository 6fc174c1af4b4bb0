#!/usr/bin/env python3
"""Prints what survived by place, and the score of each folder, from a mutation report."""
import collections
import json
import os
import sys

report = json.load(open(sys.argv[1]))
root = report.get("projectRoot", "")
counts = collections.defaultdict(collections.Counter)
for path, file in sorted(report["files"].items()):
    place = os.path.relpath(path, root) if os.path.isabs(path) else path
    lines = file["source"].splitlines()
    for mutant in sorted(file["mutants"], key=lambda m: (m["location"]["start"]["line"], m["id"])):
        status = mutant["status"]
        counts[os.path.dirname(place)][status] += 1
        if status in ("Survived", "NoCoverage"):
            line = mutant["location"]["start"]["line"]
            was = lines[line - 1].strip()
            print(f'{place}:{line} {status} {mutant["mutatorName"]}\n    was {was}\n    now {mutant["replacement"]}')

for folder, count in sorted(counts.items()):
    killed = count["Killed"] + count["Timeout"]
    judged = killed + count["Survived"] + count["NoCoverage"]
    if judged:
        print(f"{folder}: {killed} of {judged}, {100 * killed / judged:.1f} %")
