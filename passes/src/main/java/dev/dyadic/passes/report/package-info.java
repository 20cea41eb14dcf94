// SPDX-License-Identifier: Apache-2.0
/** Pages about programs, for people. Templates in {@code src/main/jte} are filled in with what the classes here work out. */
package dev.dyadic.passes.report;
