// Flat C ABI over libtorch, mirrored by src/Diorama.Tensors/Native/TensorShim.cs.
//
// A tensor is a TensorImpl* that owns one reference; who receives one releases it. Functions that can fail return a
// negative number (FAILED, or THREW when C# code called from here threw), and tensors_error says why.
#pragma once
#include <cstdint>

extern "C" {

enum Tag : int32_t { TAG_NONE, TAG_TENSOR, TAG_INT, TAG_FLOAT, TAG_BOOL, TAG_STRING, TAG_DEVICE, TAG_INTS, TAG_FLOATS, TAG_BOOLS, TAG_TENSORS };

// An argument or a result. Element types, layouts and memory formats are ints; a device is type * 256 + index + 1.
// count: elements of a list, bytes of a string. A list among the results is freed with tensors_free.
struct Value {
  int32_t tag, count;
  union { int64_t i; double d; void* p; };
};

enum { FAILED = -1, THREW = -2 };

struct Operator;

// What C# gives for a differentiable function of its own. backward: `gradients` (null: none) in, borrowed `saved`,
// `results` out (owned, null: none), where needed[i] is set; returns 0, or a handle of the exception. release: the graph forgets `state`.
struct ManagedFunction {
  void* state;
  intptr_t (*backward)(void* state, void** gradients, int gradientCount, void** saved, int savedCount, void** results, const uint8_t* needed, int resultCount);
  void (*release)(void* state);
};

struct Memory { int64_t bytes, peak, blocks; };
}
