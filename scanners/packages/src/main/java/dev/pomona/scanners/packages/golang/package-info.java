// SPDX-License-Identifier: Apache-2.0
/// Components of Go projects: `go.mod` and what stands around it, and the build information in Go binaries.
///
/// Module paths keep their case, because Go's do: two that differ in case are two modules. The standard
/// library is the component `stdlib`, as the Go vulnerability database names it, its version without the
/// `go` in front.
@NullMarked
package dev.pomona.scanners.packages.golang;

import org.jspecify.annotations.NullMarked;
