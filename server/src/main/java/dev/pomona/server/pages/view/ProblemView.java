// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

/// Something went wrong.
public record ProblemView(int status, String title, String detail) {}
