# Two commands on a fresh machine: `make run` and `make test`. The logic is in installers/.
.DEFAULT_GOAL := help
.PHONY: help run test lint format bench bench-store bench-browser download soak soak-hour full-disk bench-export soak-export store-kill store-damage audit-tamper rotate-kill fuzz checks deid screenshots translations model wheel clean day day-kill
PYTHON_HERE := .venv/bin/python
ARGS ?=

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

run: ## install what is missing, then open the window on an example report (ARGS="draft -" for another command)
	@installers/setup.sh run
	@if [ -e .venv/.setup-no-window ]; then unset DISPLAY WAYLAND_DISPLAY; fi; \
	  $(PYTHON_HERE) -m radvaluer_desktop $(or $(ARGS),--example)

test: ## install what is missing, then run every check and every test
	@installers/setup.sh test
	@installers/run_tests.sh

lint: ## run the checks without the tests
	@installers/setup.sh test
	@installers/run_tests.sh lint

format: ## put the source into the project's format
	@installers/setup.sh test
	@$(PYTHON_HERE) -m ruff check --fix-only
	@$(PYTHON_HERE) -m ruff format

bench: ## measure the window (launch, longest stall while streaming, memory), how soon it stops and checks
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.bench.window
	@installers/run_tests.sh measure tests.bench.stop
	@installers/run_tests.sh measure tests.bench.checks

soak: ## kill the worker and the window 100 times each, at random moments
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.soak.kill $(ARGS)

day: ## a radiologist's day at the window, with real keys: stalls, memory, keys a study (ARGS="--studies 300")
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.day $(ARGS)

day-kill: ## kill the window 50 times at random moments of such a day: is every key there again?
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.day.kills $(ARGS)

download: ## fetch 2 GiB over a bad network, killed three times (ARGS="--mib 256")
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.soak.download $(ARGS)

rotate-kill: ## kill `keys rotate` at 300 random moments (ARGS="--kills 20")
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.soak.rotate_kill $(ARGS)

soak-hour: ## an hour of random work in one window: does it keep its size? (ARGS="--minutes 5")
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.soak.hour $(ARGS)

full-disk: ## fill a small disk at random moments of drafting, deciding and batch work
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.soak.full_disk $(ARGS)

store-kill: ## kill what keeps, backs up, upgrades and restores, 300 times at random moments
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.soak.store_kill $(ARGS)

store-damage: ## flip bits in the store and cut its log, 100 times each: is it noticed?
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.soak.store_damage $(ARGS)

audit-tamper: ## tamper with the audit trail a thousand times: is it found?
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.soak.audit_tamper $(ARGS)

bench-store: ## a million decisions in the store, beside plain SQLite (takes half an hour)
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.bench.store $(ARGS)

bench-browser: ## the browser over a million decisions: rows, filters, searches, stalls (takes ten minutes)
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.bench.browser $(ARGS)

bench-export: ## 100,000 decisions of 20 stations: export, verify, merge (takes ten minutes)
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.bench.export $(ARGS)

soak-export: ## kill exports at random moments, fill their disk, spoil their files
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.soak.exporting $(ARGS)

fuzz: ## 10,000 fuzzed findings through the session and the engine, then damaged model files
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.soak.fuzz $(ARGS)
	@installers/run_tests.sh measure tests.soak.fuzz_models

checks: ## measure the checks: planted errors, false alarms, agreement with radiologists (ARGS="--help")
	@installers/setup.sh test
	@$(PYTHON_HERE) -m tests.checks.measure $(ARGS)

deid: ## measure how well identifiers are found in synthetic reports (ARGS="--help")
	@installers/setup.sh test
	@$(PYTHON_HERE) -m tests.deid.measure $(ARGS)

screenshots: ## take docs/images/ anew, in both languages
	@installers/setup.sh test
	@installers/run_tests.sh measure tests.bench.screenshots

translations: ## collect the texts to translate (resources/translations/*.ts) and compile them (*.qm)
	@installers/setup.sh run
	@installers/translations.sh

model: ## install the training extra beside the program, then train the bundled model anew
	@installers/setup.sh train
	@.venv-train/bin/python -m radvaluer_desktop pretrain --out build/pretrain $(ARGS)
	@cp build/pretrain/chatradio-demo.gguf build/pretrain/chatradio-demo.json resources/models/

wheel: ## build dist/radvaluer_desktop-*.whl
	@installers/setup.sh test
	@$(PYTHON_HERE) -m build --wheel --no-isolation

clean: ## remove what was built and the tools' caches, but not the environments
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find radvaluer_desktop tests -name __pycache__ -prune -exec rm -rf {} +
