// SPDX-License-Identifier: Apache-2.0
/// Ruby: Bundler's lock file and Gemfile, gem specifications in source and as installed. Ruby code is read for what it
/// says literally and never run. Start at [RubyGemsScanner].
@NullMarked
package dev.pomona.scanners.packages.rubygems;

import org.jspecify.annotations.NullMarked;
