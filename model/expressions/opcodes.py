"""Numbers of the machine's operations, as ``scenarios/register_code.py`` orders them; tables; the size of a tile."""

(
    CONST,
    FLOAT,
    CODE,
    UPGRADE_FLOAT,
    UPGRADE_CODE,
    SCALAR,
    OUTSIDE,
    PROGRAMME,
    TITLE,
    PLACE,
    TOTAL,
    ADD,
    SUB,
    MUL,
    DIV,
    NEG,
    NOT,
    AND,
    OR,
    LT,
    LE,
    GT,
    GE,
    EQ,
    NE,
) = range(25)
N_CONST, N_SCALAR, N_OUTSIDE, N_PROGRAMME, N_AGGREGATE, N_ADD, N_SUB, N_MUL, N_DIV, N_NEG = range(10)
N_LT, N_LE, N_GT, N_GE = range(10, 14)
COUNT, SUM, MEAN, LEAST = range(4)
HAS, HAD, GOT_YEAR = range(3)
FIRM, CELL, GROUP, ORGANISATION, CITY, CLUSTER, CHAIN, INDUSTRY = range(8)
TABLES, PLACES = 8, 4
TILE = 1024
