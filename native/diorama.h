// The flat C ABI of libdiorama. Every function is declared here; each .cpp implements one group.
#pragma once
#include <cstdint>

#define DIORAMA_API extern "C" __attribute__((visibility("default")))
