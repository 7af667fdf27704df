#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Asks for every page that links lead to, of a server over what bench/findings.sh has made: see README.md.

    bench/pages.py [FOLDER [TIMES]]     the folder that findings.sh left, three times each, unless it is said
"""
import collections
import html
import http.client
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time
import urllib.parse

HOME = pathlib.Path(__file__).resolve().parent.parent
WORK = pathlib.Path(os.environ.get("POMONA_BENCH", "/tmp/pomona-bench"))
PORT = 18094
PASSWORD = "a long enough password"
LIMIT = 0.2
OF_A_KIND = 6


def ask(connection, method, path, body=None, headers=None):
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer, answer.read()


def kind(path):
    """Pages that differ in what they are about, and not in what they ask, are of one kind."""
    address = urllib.parse.urlsplit(path)
    parts = [part if re.fullmatch(r"[a-z-]+", part) else "*" for part in address.path.split("/")]
    values = {"sort", "state", "severity", "role", "view", "kind"}
    query = sorted(name + ("=" + value if name in values else "") for name, value in urllib.parse.parse_qsl(address.query))
    return "/".join(parts) + ("?" + "&".join(query) if query else "")


def links(page):
    for found in re.findall(rb'href="(/[^"#]*)', page):
        path = html.unescape(found.decode())
        if not re.match(r"/(assets|static|logout|login|api)\b", path):
            yield path


def crawl(connection, cookie, times):
    seen, waiting, of_kind, took = set(), collections.deque(["/"]), collections.Counter(), {}
    while waiting:
        path = waiting.popleft()
        if path in seen:
            continue
        seen.add(path)
        if of_kind[kind(path)] >= OF_A_KIND:
            continue
        of_kind[kind(path)] += 1
        spent = []
        for _ in range(times):
            begin = time.time()
            answer, body = ask(connection, "GET", path, headers={"Cookie": cookie})
            spent.append(time.time() - begin)
        if answer.status != 200:
            print(f"  {answer.status} {path}")
            continue
        took[path] = spent
        if "html" in answer.headers.get("Content-Type", ""):
            waiting.extend(links(body))
    return took, len(of_kind)


def main(folder, times):
    log = WORK / "pages.log"
    with open(log, "w") as out:
        process = subprocess.Popen(
            [HOME / "pomona", "serve", "--offline", "--port", str(PORT), "--metrics-port", str(PORT + 1), "--data-dir", folder],
            env={**os.environ, "POMONA_MAX_MEMORY": "512MB"}, stdout=out, stderr=subprocess.STDOUT)
    try:
        while "ready" not in log.read_text():
            if process.poll() is not None:
                sys.exit(log.read_text())
            time.sleep(0.5)
        time.sleep(1)
        link = re.search(r"http\S+/setup\?key=(\S+)", log.read_text())
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
        # an earlier run has made the administrator
        path, way = ("/setup", {"key": link.group(1)}) if link else ("/login", {"organisation": "main", "to": "/"})
        answer, body = ask(connection, "POST", path, urllib.parse.urlencode({**way, "name": "admin", "password": PASSWORD}),
                           {"Content-Type": "application/x-www-form-urlencoded"})
        cookie = answer.headers["Set-Cookie"].split(";")[0]
        findings = json.loads(ask(connection, "GET", "/api/v1/me", headers={"Cookie": cookie})[1])
        print(f"asked by {findings.get('name')}; load {os.getloadavg()[0]:.1f}")
        took, kinds = crawl(connection, cookie, times)
        firsts = sorted(spent[0] for spent in took.values())
        best = {path: statistics.median(spent) for path, spent in took.items()}
        print(f"{len(took)} pages of {kinds} kinds, {times} times each: first time median {firsts[len(firsts) // 2] * 1000:.0f} ms, "
              f"worst {firsts[-1] * 1000:.0f} ms; medians: worst {max(best.values()) * 1000:.0f} ms, "
              f"{sum(one > LIMIT for one in best.values())} above 200 ms; load {os.getloadavg()[0]:.1f}")
        for path in sorted(best, key=best.get, reverse=True)[:15]:
            print(f"  {best[path] * 1000:5.0f} ms (first {took[path][0] * 1000:.0f}) {path}")
    finally:
        process.terminate()
        process.wait(60)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else str(WORK / "Findings"), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
