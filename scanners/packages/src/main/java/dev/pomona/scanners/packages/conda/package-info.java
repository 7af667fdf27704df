// SPDX-License-Identifier: Apache-2.0
/// Components of Conda: what an environment has installed (`conda-meta`) and what an `environment.yml` asks
/// for, with its pip section. Start at [CondaScanner].
@NullMarked
package dev.pomona.scanners.packages.conda;

import org.jspecify.annotations.NullMarked;
