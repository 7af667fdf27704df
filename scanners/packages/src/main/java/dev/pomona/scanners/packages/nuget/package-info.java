// SPDX-License-Identifier: Apache-2.0
/// .NET: NuGet's lock files, the records of a build, and MSBuild projects with central package versions. Projects are
/// evaluated as far as their text allows; no target ever runs. Start at [NuGetScanner].
@NullMarked
package dev.pomona.scanners.packages.nuget;

import org.jspecify.annotations.NullMarked;
