// SPDX-License-Identifier: Apache-2.0
/// Components of Rust projects and programs: `Cargo.lock` with the manifests of its workspace, `Cargo.toml`
/// alone, and the list that cargo-auditable leaves in a program. Start at [CargoScanner] and
/// [CargoAuditableScanner].
@NullMarked
package dev.pomona.scanners.packages.rust;

import org.jspecify.annotations.NullMarked;
