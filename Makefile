# 准绳: everything a contributor runs. Only Python 3.11 to 3.13, a C compiler and make are expected to be there.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# What is compiled is kept, whatever the machine's habit is: the tests start several hundred processes, and each would compile
# the whole project anew (1.1 times the processor time on tests/cli, side by side).
export PYTHONDONTWRITEBYTECODE =
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint serve bench golden pictures pairs mend-pairs setup browser spark lock clean

demo: setup
	$(BIN)/python -m zhunsheng.cli.demo

# Three at a time on two cores, since some tests wait for a process or for the disk.
test: setup browser spark
	$(BIN)/python -m zhunsheng.cli.main check
	$(BIN)/python -m pytest -n 3 --dist worksteal

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

serve: setup
	$(BIN)/zhunsheng serve

# First the engine beside hand-written rules, then beside its peers, which have environments of their own (docs/benchmarks.md).
bench: setup $(VENV)-bench/.ready $(VENV)-openfisca/.ready
	$(BIN)/python -m benchmarks
	$(VENV)-bench/bin/python -m benchmarks.peers

golden: setup
	$(BIN)/python -m tests.golden.render
	$(BIN)/python -m tests.records.access.permissions_page
	$(BIN)/python -m tests.api.records.authorization.rows

# The pictures of every page in docs/workbench; to be looked at.
pictures: setup browser
	$(BIN)/python -m tests.web.pictures

pairs: setup
	$(BIN)/python -m tests.scenarios.draft_pairs

mend-pairs: setup
	$(BIN)/python -m tests.scenarios.draft_pairs --mend

setup: $(VENV)/.ready

# The stamp is newer than every lock file or the environment is brought up to date.
$(VENV)/.ready: requirements/dev.txt requirements/build.txt requirements/rete.txt scripts/install-rete pyproject.toml
	$(PYTHON) scripts/check_python.py
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	scripts/install-rete $(BIN)/python
	touch $@

# What cannot be installed is reported as absent by the benchmark itself; it stops nothing here.
$(VENV)-bench/.ready: requirements/peers.txt requirements/build.txt requirements/rete.txt scripts/install-peers
	test -x $(VENV)-bench/bin/python || $(PYTHON) -m venv $(VENV)-bench
	scripts/install-peers $(VENV)-bench/bin/python requirements/peers.txt
	scripts/install-rete $(VENV)-bench/bin/python
	touch $@

$(VENV)-openfisca/.ready: requirements/openfisca.txt scripts/install-peers
	test -x $(VENV)-openfisca/bin/python || $(PYTHON) -m venv $(VENV)-openfisca
	scripts/install-peers $(VENV)-openfisca/bin/python requirements/openfisca.txt
	touch $@

# What the tests look at pages with; a stamp would not notice that it was removed.
browser:
	scripts/install-browser

# What the tests start a cluster with.
spark: setup
	scripts/install-spark $(BIN)/python

lock:
	for name in runtime dev postgres package build rete spark peers openfisca; do scripts/lock $$name; done

clean:
	rm -rf $(VENV) $(VENV)-bench $(VENV)-openfisca .pytest_cache .mypy_cache .ruff_cache .hypothesis
