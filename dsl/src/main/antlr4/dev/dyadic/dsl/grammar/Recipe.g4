// SPDX-License-Identifier: Apache-2.0

// A recipe: one statement per line, each begun by its keyword. Line ends inside brackets and after commas, and the braces around a
// whole body, are taken out before the parser sees them, and comments are set aside.
grammar Recipe;

file : line* EOF ;

line : statement? NEWLINE ;

statement
    : RECIPE STRING                                      # title
    | IMPORT STRING                                      # inclusion
    | FORMAT word EQUALS spec                            # definition
    | SELECT WORD EQUALS selector                        # selection
    | CALIBRATE spec (OVER STRING)? (LIMIT NUMBER)?      # calibration
    | APPLY spec (COMMA spec)* (TO selector)?            # application
    | QUANTIZE selector part+ OPTIONAL?                  # quantization
    | KEEP word FOR selector OPTIONAL?                   # keeping
    | LOWER spec                                         # lowering
    | EXPECT word comparison NUMBER                      # expectation
    | TARGET spec                                        # target
    ;

part : (WEIGHTS | ACTIVATIONS) spec (BY spec)? ;

comparison : AT_LEAST | AT_MOST | ABOVE | BELOW ;

// "where" reaches back over all that stands before it.
selector : either (WHERE either)? ;

either : both (OR both)* ;

both : negation (AND negation)* ;

negation : NOT* primary ;

primary
    : WORD                         # named
    | STRING                       # pattern
    | NAME MATCHES STRING          # pattern
    | OP STRING                    # mnemonic
    | FEEDS STRING                 # feeds
    | FED BY STRING                # fedBy
    | ROUND_OPEN selector ROUND_CLOSE  # group
    ;

spec : word (OPEN (option (COMMA option)*)? CLOSE)? ;

option : word EQUALS value ;

value
    : word                                            # plain
    | NUMBER                                          # plain
    | STRING                                          # quoted
    | SQUARE_OPEN (value (COMMA value)*)? SQUARE_CLOSE  # items
    ;

// Every keyword is still a name where only a name can stand.
word
    : WORD
    | RECIPE | IMPORT | FORMAT | SELECT | CALIBRATE | APPLY | QUANTIZE | KEEP | LOWER | EXPECT | TARGET
    | OVER | LIMIT | TO | FOR | OPTIONAL | WEIGHTS | ACTIVATIONS | BY
    | WHERE | NAME | MATCHES | OP | FEEDS | FED | AND | OR | NOT
    ;

RECIPE : 'recipe' ;
IMPORT : 'import' ;
FORMAT : 'format' ;
SELECT : 'select' ;
CALIBRATE : 'calibrate' ;
APPLY : 'apply' ;
QUANTIZE : 'quantize' ;
KEEP : 'keep' ;
LOWER : 'lower' ;
EXPECT : 'expect' ;
TARGET : 'target' ;

OVER : 'over' ;
LIMIT : 'limit' ;
TO : 'to' ;
FOR : 'for' ;
OPTIONAL : 'optional' ;
WEIGHTS : 'weights' ;
ACTIVATIONS : 'activations' ;
BY : 'by' ;

WHERE : 'where' ;
NAME : 'name' ;
MATCHES : 'matches' ;
OP : 'op' ;
FEEDS : 'feeds' ;
FED : 'fed' ;
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;

EQUALS : '=' ;
COMMA : ',' ;
AT_LEAST : '>=' ;
AT_MOST : '<=' ;
ABOVE : '>' ;
BELOW : '<' ;
OPEN : '{' ;
CLOSE : '}' ;
ROUND_OPEN : '(' ;
ROUND_CLOSE : ')' ;
SQUARE_OPEN : '[' ;
SQUARE_CLOSE : ']' ;

NUMBER : [-+]? ([0-9]+ ('.' [0-9]*)? | '.' [0-9]+) ([eE] [-+]? [0-9]+)? ;
WORD : [\p{L}\p{N}_.+-]+ ;
STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;
UNCLOSED : '"' (~["\\\r\n] | '\\' ~[\r\n])* '\\'? ;

COMMENT : '//' ~[\r\n]* ;
NEWLINE : '\r'? '\n' | '\r' ;
BLANK : [ \t\f]+ -> skip ;
STRANGE : . ;
