// SPDX-License-Identifier: Apache-2.0
/// Components of Python projects and installations: requirements files, the lock files of Pipenv, Poetry, uv
/// and PDM, `pylock.toml`, `pyproject.toml`, `setup.cfg`, `setup.py`, and the metadata of installed packages
/// and wheels.
///
/// Nothing of Python is run; `setup.py` is only read where it states literal lists. Start at [PythonScanner]
/// and [PythonInstalledScanner].
@NullMarked
package dev.pomona.scanners.packages.python;

import org.jspecify.annotations.NullMarked;
