// SPDX-License-Identifier: Apache-2.0
/** A recipe as it is written: statements, comments and gaps. */
package dev.dyadic.dsl.ast;
