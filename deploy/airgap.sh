#!/usr/bin/env bash
# A bundle, installed and used where there is no network: in a namespace of its own, with an empty home.
# A listener outside shows that the cut is real: it answers here, and from inside nothing reaches it.
set -euo pipefail
[ -n "${1:-}" ] || { echo "usage: $0 BUNDLE.tar" >&2; exit 2; }
bundle=$(realpath "$1")
python=$(command -v "${PYTHON:-python3}")
place=$(mktemp -d)
trap 'kill "$listener" 2>/dev/null || true; rm -rf "$place"' EXIT
mkdir "$place/home" "$place/there"

"$python" -c '
import http.server, pathlib, sys
server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
pathlib.Path(sys.argv[1]).write_text(str(server.server_port))
server.serve_forever()' "$place/port" 2>/dev/null &
listener=$!
until [ -s "$place/port" ]; do kill -0 "$listener"; sleep 0.1; done
port=$(cat "$place/port")
reach="import socket; socket.create_connection(('127.0.0.1', $port), 5).close()"
"$python" -c "$reach" || { echo "the listener does not answer even outside" >&2; exit 1; }
echo "outside: the listener answers"

export place port reach python bundle
unshare --map-root-user --net --fork --kill-child env -i PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 \
    HOME="$place/home" place="$place" reach="$reach" python="$python" bundle="$bundle" bash -euo pipefail <<'INSIDE'
! "$python" -c "$reach" 2>/dev/null || { echo "the listener answers from inside: the network is not cut" >&2; exit 1; }
interfaces=$(tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' ')
[ "$interfaces" = lo ] || { echo "interfaces left: $interfaces" >&2; exit 1; }
[ "$(tail -n +2 /proc/net/route | wc -l)" = 0 ] || { echo "routes left" >&2; exit 1; }
echo "inside: no interface but lo, no route, the listener out of reach"

cd "$place/there"
tar xf "$bundle"
cd notice-parser-*/
PYTHON="$python" ./install.sh
.venv/bin/python demo.py >"$place/demo.txt" 2>"$place/progress.txt"
tail -n 2 "$place/demo.txt"
.venv/bin/notice-parser doctor
.venv/bin/notice-parser listed --on 2022-10-01 --list 警示 >"$place/listed.txt" 2>/dev/null
grep -q 文登汇澜粉体有限公司 "$place/listed.txt"
echo "inside: installed, the demo read, recognition works, $(wc -l <"$place/listed.txt") listed on a day"
left=$(find "$HOME" -type f | head -3)
[ -z "$left" ] || { echo "left in the home: $left" >&2; exit 1; }
echo "inside: nothing left in the home"
INSIDE
