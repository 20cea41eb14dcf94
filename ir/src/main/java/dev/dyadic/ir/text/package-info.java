// SPDX-License-Identifier: Apache-2.0
/**
 * Graphs as text, {@code .qir}: complete, canonical, and read back to an equal graph.
 *
 * {@snippet lang=text :
 * graph @two integer (%x: 1x8xi32, %m: [batch]x[2*L+1]xf32, %b: bool) {
 *   %a = int.clamp(%x) {lo=-100, hi=100} : 1x8xi32
 *   %c = constant() {value=2xf32(0.5, -inf)} : 2xf32
 *   %w = constant() {value=#w} : 384x384xf32
 *   %y = if(%b, %m) {then=graph @then integer (%m: [batch]x[2*L+1]xf32) {
 *     return %m
 *   }, otherwise=graph @otherwise integer (%m: [batch]x[2*L+1]xf32) {
 *     return %m
 *   }} : *x?
 *   return %a, %y
 * }
 * }
 *
 * <p>A name of letters, digits and {@code _.:/$-} stands bare, any other in quotes; a colon at its end asks for quotes too, so
 * write {@code %x: f32} with a space. Attributes are the components of the op's record in kebab case, all of them: {@code true};
 * {@code 3}; {@code 0.5}, {@code nan}, {@code -inf}; {@code "text"}; {@code half-even}; {@code f32}; {@code [1, 2]};
 * {@code none} where an integer is optional; a tensor, spelled out or by its name {@code #w} among the weights; a graph.
 *
 * <p>After its types a node may name the kernel that is to compute it: {@code : 8x8xi32 by "x86-avx2-6x16"}.
 *
 * <p>The rest is what {@code toString} of {@link dev.dyadic.ir.type.Type} says: {@code ?} is a size or element that is not known,
 * {@code *} a shape of which nothing is known.
 */
package dev.dyadic.ir.text;
