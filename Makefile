# Two commands do everything on a fresh machine: `make demo` and `make test`.
# What they need (a Python environment in .venv, the page, Debian packages) is made by scripts/.

.DEFAULT_GOAL := help
.PHONY: help demo test check torture bench audit page wheel env lock clean

PY := .venv/bin/python
SCREEN := $(DISPLAY)$(WAYLAND_DISPLAY)

help: ## say what can be made
	@echo "Holdfast. What can be made:"
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

demo: ## back up a stand-in cloud for real and open the window; needs no account
	@test -z "$(SCREEN)" || sh scripts/system_packages.sh window || echo "Going on without them: the page opens in a browser."
	@sh scripts/environment.sh run
	@.venv/bin/holdfast demo $(ARGS)

test: ## every check and every test, those in a real browser and window too
	@sh scripts/system_packages.sh tests
	@sh scripts/environment.sh test
	@$(PY) scripts/checks.py --tests $(ARGS)

check: ## lint, types, layers and the page's own checks
	@sh scripts/environment.sh test
	@$(PY) scripts/checks.py

torture: ## the long tests: every call killed, 500 kills, 200 power cuts, 2,000 simulated stories, a fortnight
	@sh scripts/system_packages.sh tests
	@sh scripts/environment.sh test
	@$(PY) -m pytest -m torture $(ARGS)

bench: ## measure Holdfast beside other programs; ARGS=--full for the sizes of docs/speed.md
	@sh scripts/environment.sh test
	@$(PY) benchmarks/peers.py $(ARGS)
	@$(PY) benchmarks/contention.py
	@$(PY) benchmarks/million.py

audit: ## list all that Holdfast is made of, and ask whether any of it has a known fault
	@sh scripts/environment.sh test
	@$(PY) scripts/audit.py $(ARGS)

page: ## build the page of the window
	@sh scripts/environment.sh run

wheel: ## build the wheel and the source archive into dist/
	@sh scripts/environment.sh test
	@$(PY) -m build --no-isolation --outdir dist . >/dev/null
	@ls dist

env: ## make the environment for work on Holdfast
	@sh scripts/environment.sh test
	@echo "The environment is ready: .venv"

lock: ## choose the newest versions that are at least a week old and write the lock files
	@sh scripts/environment.sh test
	@sh scripts/lock.sh

clean: ## take away everything that was made, the environment too
	rm -rf .venv build dist test-results ui/web/node_modules ui/holdfast_ui/static/app
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
