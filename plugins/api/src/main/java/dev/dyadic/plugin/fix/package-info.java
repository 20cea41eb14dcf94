// SPDX-License-Identifier: Apache-2.0
/** What a program is always given: inputs that always have one value, named sizes that are always one number. */
package dev.dyadic.plugin.fix;
