# make demo: set up and read the sample notices. make test: set up and run every check.
PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.installed
DEV := .venv/.installed-dev
DB ?= db/credit_events.db
GENERATED := README.md corpus/README.md docs/house.md docs/使用手册.md # cog writes their tables

.PHONY: setup demo test score accept lint fix cog manual bundle airgap pictures corpus models train paddle bench-ocr bench-mentions bench-scans bench-formats bench-db bench-site bench-public canary axe torture lock serve clean ray bench

setup: $(SETUP)
$(SETUP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(DEV): $(SETUP) requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

demo: setup
	$(BIN)/python demo.py $(DB)

test: $(DEV) lint
	$(BIN)/pytest -n auto

score: $(DEV)
	$(BIN)/python tests/score_corpus.py

accept: test score bench-ocr bench-mentions bench-scans bench-formats bench-db bench-site bench-public canary torture

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/cog -I docs --check $(GENERATED)

fix: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

cog: $(DEV)
	$(BIN)/cog -I docs -r $(GENERATED)

manual: $(DEV) cog
	$(BIN)/python tests/docs.py README.md docs/*.md

bundle: setup
	$(BIN)/python deploy/bundle.py

pictures: $(DEV)
	$(BIN)/python docs/screenshots.py

corpus: $(DEV)
	$(BIN)/python corpus/render.py

serve: setup
	$(BIN)/notice-parser serve --db $(DB)

models: setup
	$(BIN)/python models/make.py

train: setup
	$(BIN)/python models/train.py $(TRAIN)

bench-mentions: $(DEV)
	$(BIN)/python bench/mentions.py

bench-formats: $(DEV)
	$(BIN)/python bench/formats.py

torture: $(DEV)
	$(BIN)/python bench/torture.py

paddle: setup
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-paddle.lock

ray: setup
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ray.lock

# beside other readers, each in an environment of its own; FILES names folders with further PDFs (NAME=FOLDER),
# DATABASES a folder with databases of bench/database.py, which are copied first
bench: $(DEV)
	$(MAKE) --keep-going out/docling out/markitdown || true
	$(BIN)/python bench/speed.py $(if $(DATABASES),--databases $(DATABASES)) $(BENCH) $(FILES)

out/docling:
	$(PYTHON) -m venv $@.new
	$@.new/bin/pip install --quiet --disable-pip-version-check docling-parse
	mv $@.new $@

out/markitdown:
	$(PYTHON) -m venv $@.new
	$@.new/bin/pip install --quiet --disable-pip-version-check 'markitdown[pdf]'
	mv $@.new $@

bench-ocr: $(DEV)
	$(BIN)/python bench/ocr.py $(SCANS)
	$(BIN)/python bench/ocr_accuracy.py

bench-scans: $(DEV)
	$(BIN)/python bench/twins.py

bench-site: $(DEV)
	$(BIN)/python bench/site.py $(SITE_DB)

bench-public: $(DEV)
	$(BIN)/python bench/public.py $(PUBLIC_DB)

canary: $(DEV)
	CANARIES=200 CANARY_SCANS=8 $(BIN)/pytest -n 0 tests/test_canary.py

axe: out/axe/node_modules/axe-core/axe.min.js
out/axe/node_modules/axe-core/axe.min.js:
	npm install --silent --no-audit --no-fund --prefix out/axe axe-core@4.10.3

bench-db: $(DEV)
	$(BIN)/python bench/database.py $(BENCH_DB)

# What the bundle and the documents are tried with: no network, an empty home.
airgap: bundle
	deploy/airgap.sh $$(ls -t out/notice-parser-*.tar | head -n 1)

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra paddle pyproject.toml -o requirements-paddle.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra ray pyproject.toml -o requirements-ray.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv db/*.db* db/archive
