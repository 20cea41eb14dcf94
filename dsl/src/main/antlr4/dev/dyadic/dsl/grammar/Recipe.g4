// SPDX-License-Identifier: Apache-2.0
grammar Recipe;

recipe: 'recipe' STRING EOF;
STRING: '"' ~["\r\n]* '"';
SPACE: [ \t\r\n]+ -> skip;
