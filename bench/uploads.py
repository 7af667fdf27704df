#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sends bills of materials to a server of its own, over HTTP, and says how it kept up: see README.md.

    bench/uploads.py rate [PER_SECOND [SECONDS [COMPONENTS]]]    50 180 300 unless it is said
    bench/uploads.py large [COMPONENTS [AT_A_TIME]]              300000 4 unless it is said
"""
import gzip
import hashlib
import http.client
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.parse
import zipfile

HOME = pathlib.Path(__file__).resolve().parent.parent
WORK = pathlib.Path(os.environ.get("POMONA_BENCH", "/tmp/pomona-bench")) / "uploads"
HEAP = os.environ.get("POMONA_BENCH_HEAP", "512MB")
PACKAGES = 20_000
PASSWORD = "a long enough password"


class Server:
    """`pomona serve` in an empty folder, with 2,000 advisories about packages that bills have."""

    def __init__(self, port):
        shutil.rmtree(WORK, ignore_errors=True)
        osv = WORK / "osv" / "osv" / "npm"
        osv.mkdir(parents=True)
        modified = []
        with zipfile.ZipFile(osv / "all.zip", "w") as bucket:
            for number in range(0, PACKAGES, 10):
                name = f"GHSA-1111-{number // 10:04d}-0000"
                bucket.writestr(name + ".json", json.dumps({
                    "id": name, "modified": "2026-01-01T00:00:00Z", "published": "2026-01-01T00:00:00Z",
                    "summary": f"lib-{number} is flawed",
                    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
                    "affected": [{"package": {"ecosystem": "npm", "name": f"lib-{number}"},
                                  "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.3.0"}]}]}]}))
                modified.append(f"2026-01-01T00:00:00Z,{name}")
        (osv / "modified_id.csv").write_text("\n".join(modified) + "\n")
        (WORK / "osv" / "osv" / "ecosystems.txt").write_text("npm\n")
        data = WORK / "data"
        subprocess.run([HOME / "pomona", "advisories", "update", "--from", WORK / "osv", "--cache-dir", data],
                       check=True, stdout=subprocess.DEVNULL)
        self.port = port
        self.log = open(WORK / "serve.log", "w+")
        self.process = subprocess.Popen(
            [HOME / "pomona", "serve", "--offline", "--port", str(port), "--metrics-port", str(port + 1),
             "--data-dir", data],
            env={**os.environ, "POMONA_MAX_MEMORY": HEAP}, stdout=self.log, stderr=subprocess.STDOUT)
        link = self.wait_for(r"(http\S+/setup\?key=(\S+))")
        answer = self.ask("POST", "/setup", urllib.parse.urlencode(
            {"key": link.group(2), "name": "admin", "password": PASSWORD}),
            {"Content-Type": "application/x-www-form-urlencoded"})
        cookie = answer[2]["Set-Cookie"].split(";")[0]
        me = json.loads(self.ask("GET", "/api/v1/me", None, {"Cookie": cookie})[1])
        session = {"Cookie": cookie, "X-CSRF-Token": me["csrf"], "Content-Type": "application/json"}
        expires = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86400))
        made = self.ask("POST", "/api/v1/tokens", json.dumps(
            {"name": "bench", "scopes": ["push", "read", "policy", "gate"], "expiresAt": expires}), session)
        self.token = json.loads(made[1])["token"]
        prod = self.ask("PUT", "/api/v1/environments/prod", json.dumps(
            {"name": "Production", "production": True, "exposed": True, "position": 1}),
            {"Authorization": "Bearer " + self.token, "Content-Type": "application/json"})
        if prod[0] >= 300:
            sys.exit(f"no environment: {prod[1]}")

    def wait_for(self, pattern):
        for _ in range(600):
            found = re.search(pattern, (WORK / "serve.log").read_text())
            if found:
                return found
            if self.process.poll() is not None:
                sys.exit((WORK / "serve.log").read_text())
            time.sleep(0.5)
        sys.exit("the server does not start")

    def ask(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers

    def memory(self):
        """The largest resident memory of the Java process so far, in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) // 1024

    def processor_time(self):
        """Of Java and its PostgreSQL so far, in seconds."""
        parents, ticks = {}, {}
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(stat.parent.name)] = int(fields[1])
            ticks[int(stat.parent.name)] = sum(map(int, fields[11:15]))

        def is_ours(process):
            while process > 1 and process != self.process.pid:
                process = parents.get(process, 0)
            return process == self.process.pid

        return sum(spent for process, spent in ticks.items() if is_ours(process)) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


def bill(count, seed):
    """Known packages in known versions, but for one in a hundred."""
    chosen = random.Random(seed)
    components = []
    for number in range(count):
        package = chosen.randrange(PACKAGES)
        name = f"own-{seed}-{number}" if number % 100 == 99 or count > PACKAGES else f"lib-{package}"
        version = f"1.{chosen.randrange(5)}.0"
        purl = f"pkg:npm/{name}@{version}"
        components.append({
            "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
            "licenses": [{"license": {"id": "MIT"}}],
            "hashes": [{"alg": "SHA-512", "content": hashlib.sha512(purl.encode()).hexdigest()}]})
    references = [component["bom-ref"] for component in components]
    return json.dumps({
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "app", "name": "app"}},
        "components": components,
        "dependencies": [{"ref": "app", "dependsOn": references[:40]}]
        + [{"ref": one, "dependsOn": [other]} for one, other in zip(references, references[1:])]}).encode()


def send(server, connection, document, digest, wait):
    connection.request(
        "POST", f"/api/v1/documents?project=p{int(digest[-4:], 16) % 100}&name=app&kind=image&artifact=sha256:{digest}"
        + (f"&wait={wait}s" if wait else ""), document,
        {"Authorization": "Bearer " + server.token, "Content-Encoding": "gzip"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def rate(per_second, seconds, components):
    server = Server(18090)
    documents = [bill(components, seed) for seed in range(200)]
    packed = [gzip.compress(document, 6) for document in documents]
    print(f"bills of {components} components, {len(documents[0]) // 1024} KB, {len(packed[0]) // 1024} KB sent; "
          f"heap {HEAP}; {per_second} a second for {seconds} s; load {os.getloadavg()[0]:.1f}")
    times, slow, statuses, verdicts, lock = [], [], {}, {}, threading.Lock()
    # the first hundred find compilers and caches cold
    warm = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    for number in range(100):
        send(server, warm, packed[number], hashlib.sha256(f"warm {number}".encode()).hexdigest(), 30)
    spent = server.processor_time()
    numbers = iter(range(per_second * seconds))
    begin = time.time() + 1

    def worker():
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            due = begin + number / per_second
            time.sleep(max(0, due - time.time()))
            # every tenth is a build that is sent once more: another artifact with what another has
            digest = hashlib.sha256(f"artifact {number}".encode()).hexdigest()
            status, body = send(server, connection, packed[number % len(packed)], digest, 30)
            took = time.time() - due
            with lock:
                times.append(took)
                if took > 1:
                    slow.append(due - begin)
                statuses[status] = statuses.get(status, 0) + 1
                if status == 201:
                    verdict = json.loads(body)["verdicts"][0]["verdict"]
                    verdicts[verdict] = verdicts.get(verdict, 0) + 1

    threads = [threading.Thread(target=worker) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.time() - begin
    spent = (server.processor_time() - spent) / len(times)
    times.sort()
    print(f"{len(times)} uploads in {whole:.1f} s: {len(times) / whole:.1f} a second, answers {statuses}, verdicts {verdicts}")
    print(f"from when it was due to the verdict: median {times[len(times) // 2] * 1000:.0f} ms, "
          f"99 of 100 within {times[len(times) * 99 // 100] * 1000:.0f} ms, worst {times[-1] * 1000:.0f} ms; "
          f"largest memory {server.memory()} MB; load {os.getloadavg()[0]:.1f}")
    if slow:
        print(f"above 1 s: {len(slow)}, due {min(slow):.0f} to {max(slow):.0f} s from the beginning, the middle one {sorted(slow)[len(slow) // 2]:.0f}")
    print(f"processor time of Java and PostgreSQL for each upload: {spent * 1000:.1f} ms")
    server.stop()


def large(components, at_a_time):
    server = Server(18090)
    documents = [bill(components, seed) for seed in range(at_a_time)]
    print(f"{at_a_time} bills of {components} components at a time, {len(documents[0]) >> 20} MB each; heap {HEAP}; "
          f"load {os.getloadavg()[0]:.1f}; memory before {server.memory()} MB")

    def one(document, number):
        begin = time.time()
        digest = hashlib.sha256(document).hexdigest()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=900)
        artifact = hashlib.sha256(f"large {number}".encode()).hexdigest()
        status, body = send(server, connection, gzip.compress(document, 1), artifact, 0)
        first = time.time() - begin
        print(f"  answered {status} after {first:.1f} s: {body[:200].decode()}")
        while status in (202, 503):
            time.sleep(2)
            if status == 503:
                status, body = send(server, connection, gzip.compress(document, 1), artifact, 0)
                continue
            found, text, _ = server.ask("GET", f"/api/v1/documents/sha256:{digest}", None,
                                        {"Authorization": "Bearer " + server.token})
            state = json.loads(text).get("state", text)
            if state != "received":
                print(f"  {state} after {time.time() - begin:.1f} s")
                break

    threads = [threading.Thread(target=one, args=(document, number)) for number, document in enumerate(documents)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"largest memory {server.memory()} MB; load {os.getloadavg()[0]:.1f}")
    server.stop()


if __name__ == "__main__":
    what, numbers = sys.argv[1], [int(text) for text in sys.argv[2:]]
    defaults = {"rate": [50, 180, 300], "large": [300_000, 4]}[what]
    {"rate": rate, "large": large}[what](*(numbers + defaults[len(numbers):]))
