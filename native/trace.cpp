#include "diorama.h"
