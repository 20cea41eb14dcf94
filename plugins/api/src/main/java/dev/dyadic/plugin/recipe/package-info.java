// SPDX-License-Identifier: Apache-2.0
/** What a recipe says, as data: passes read it and need not know the language it was written in. */
package dev.dyadic.plugin.recipe;
