#!/bin/sh
# 把离线包装进本文件夹的 .venv：不联网，不需要管理员权限。换一个 Python：PYTHON=python3.12 ./install.sh
set -eu
cd "$(dirname "$0")"
PYTHON=${PYTHON:-python3}

give_up() {
    echo "没有安装：$1" >&2
    exit 1
}

command -v "$PYTHON" >/dev/null || give_up "没有找到 $PYTHON，请先从系统安装盘安装 Python 3.11 或更新"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || give_up "需要 Python 3.11 或更新，请用 PYTHON= 指定"
"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || give_up "Python 缺少 venv 模块，请从系统安装盘安装 python3-venv"
here=$("$PYTHON" -c 'import sys, sysconfig; print(f"{sysconfig.get_platform()}-{sys.implementation.cache_tag}")')
[ "$here" = "$(cat PLATFORM)" ] || give_up "这个包是给 $(cat PLATFORM) 的，本机是 $here，请在同样的机器上重新制作"
sha256sum --quiet --strict -c SHA256SUMS || give_up "上面的文件不完整，请重新拷贝"

[ -x .venv/bin/python ] || "$PYTHON" -m venv .venv
.venv/bin/python -m pip --isolated install --quiet --disable-pip-version-check --no-index --no-deps wheels/*.whl
.venv/bin/python -m pip check >/dev/null || give_up "安装包不齐，请重新制作离线包"
echo "已安装。读一遍样例通知：.venv/bin/python demo.py"
echo "用法见 docs/使用手册.md"
