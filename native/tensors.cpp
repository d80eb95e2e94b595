#include "tensors_shared.h"

#include <ATen/ScalarOps.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/from_blob.h>

#include <sstream>

// The operators of libtorch by name, and what a tensor is.
using namespace diorama;
using c10::IValue;

thread_local std::string diorama::lastError;
thread_local intptr_t diorama::lastManagedError;

namespace {

std::string describe(const Value& value) {
  std::ostringstream text;
  switch (value.tag) {
    case TAG_NONE: text << "none"; break;
    case TAG_INT: text << value.i; break;
    case TAG_FLOAT: text << value.d; break;
    case TAG_BOOL: text << (value.i ? "true" : "false"); break;
    case TAG_STRING: text << '"' << std::string(static_cast<char*>(value.p), value.count) << '"'; break;
    case TAG_DEVICE: text << deviceOf(value.i); break;
    case TAG_INTS: text << c10::IntArrayRef(static_cast<int64_t*>(value.p), value.count); break;
    case TAG_FLOATS: text << c10::ArrayRef<double>(static_cast<double*>(value.p), value.count); break;
    case TAG_BOOLS: text << value.count << " bools"; break;
    case TAG_TENSOR: {
      Tensor tensor = share(value.p);
      text << tensor.scalar_type() << tensor.sizes();
      if (!tensor.is_cpu()) text << " on " << tensor.device();
      break;
    }
    case TAG_TENSORS:
      text << '{';
      for (int i = 0; i < value.count && i < 4; i++) text << (i ? ", " : "") << describe({static_cast<void**>(value.p)[i] ? TAG_TENSOR : TAG_NONE, 0, {.p = static_cast<void**>(value.p)[i]}});
      text << (value.count > 4 ? ", …}" : "}");
      break;
  }
  return text.str();
}

// ---- operators

enum class Kind { tensor, integer, real, boolean, number, string, device, integers, reals, booleans, tensors, optionalTensors, other };

Kind kindOf(const c10::Type& type) {
  using K = c10::TypeKind;
  switch (type.kind()) {
    case K::TensorType: return Kind::tensor;
    case K::IntType: case K::SymIntType: return Kind::integer;
    case K::FloatType: return Kind::real;
    case K::BoolType: return Kind::boolean;
    case K::NumberType: return Kind::number;
    case K::StringType: return Kind::string;
    case K::DeviceObjType: return Kind::device;
    case K::ListType: {
      const c10::Type& element = *type.castRaw<c10::ListType>()->getElementType();
      switch (element.kind()) {
        case K::OptionalType: return Kind::optionalTensors;
        case K::TensorType: return Kind::tensors;
        case K::IntType: case K::SymIntType: return Kind::integers;
        case K::FloatType: return Kind::reals;
        case K::BoolType: return Kind::booleans;
        default: return Kind::other;
      }
    }
    default: return Kind::other;
  }
}

struct Slot {
  Kind kind;
  bool optional;
  int size;  // of a list that a single value may stand for, or 0
};

}  // namespace

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Slot> slots;

  explicit Operator(c10::OperatorHandle found) : handle(std::move(found)) {
    for (const c10::Argument& argument : handle.schema().arguments()) {
      const c10::Type* type = argument.type().get();
      bool optional = type->kind() == c10::TypeKind::OptionalType;
      if (optional) type = type->castRaw<c10::OptionalType>()->getElementType().get();
      slots.push_back({kindOf(*type), optional, argument.N().value_or(0)});
    }
  }

  std::string name() const { return toString(handle.operator_name()); }

  [[noreturn]] void refuse(size_t i, const Value& value) const {
    const c10::Argument& argument = handle.schema().arguments()[i];
    throw std::invalid_argument("argument " + std::to_string(i + 1) + " ('" + argument.name() + "') has to be " + argument.type()->str() + " and is " + describe(value));
  }

  // Appends argument i. What the schema does not accept is refused here, since a kernel trusts its arguments.
  void push(std::vector<IValue>& stack, size_t i, const Value& value) const {
    const Slot slot = slots[i];
    auto elements = [&](auto*... p) { return c10::ArrayRef<int64_t>(static_cast<int64_t*>(value.p), value.count); };
    if (value.tag == TAG_NONE) {
      const auto& fallback = handle.schema().arguments()[i].default_value();
      if (slot.optional) stack.emplace_back();
      else if (fallback) stack.emplace_back(*fallback);
      else refuse(i, value);
      return;
    }
    const bool single = value.tag == TAG_INT || value.tag == TAG_FLOAT || value.tag == TAG_BOOL;
    switch (slot.kind) {
      case Kind::tensor:
        if (value.tag == TAG_TENSOR) { stack.emplace_back(share(value.p)); return; }
        if (single) {  // as Python does: a number takes part without deciding the element type
          Tensor number = c10::scalar_to_tensor(scalar(value));
          number.unsafeGetTensorImpl()->set_wrapped_number(true);
          stack.emplace_back(std::move(number));
          return;
        }
        break;
      case Kind::integer: if (value.tag == TAG_INT) { stack.emplace_back(value.i); return; } break;
      case Kind::real: if (value.tag == TAG_FLOAT || value.tag == TAG_INT) { stack.emplace_back(real(value)); return; } break;
      case Kind::boolean: if (value.tag == TAG_BOOL) { stack.emplace_back(value.i != 0); return; } break;
      case Kind::number: if (single) { stack.emplace_back(scalar(value)); return; } break;
      case Kind::string: if (value.tag == TAG_STRING) { stack.emplace_back(std::string(static_cast<char*>(value.p), value.count)); return; } break;
      case Kind::device: if (value.tag == TAG_DEVICE) { stack.emplace_back(deviceOf(value.i)); return; } break;
      case Kind::integers:
        if (value.tag == TAG_INTS) { stack.emplace_back(elements()); return; }
        if (value.tag == TAG_INT) { stack.emplace_back(std::vector<int64_t>(std::max(slot.size, 1), value.i)); return; }
        break;
      case Kind::reals:
        if (value.tag == TAG_FLOATS) { stack.emplace_back(c10::ArrayRef<double>(static_cast<double*>(value.p), value.count)); return; }
        if (value.tag == TAG_INTS) { auto ints = elements(); stack.emplace_back(std::vector<double>(ints.begin(), ints.end())); return; }
        break;
      case Kind::booleans:
        if (value.tag == TAG_BOOLS) {
          c10::List<bool> list;
          for (int k = 0; k < value.count; k++) list.push_back(static_cast<uint8_t*>(value.p)[k] != 0);
          stack.emplace_back(std::move(list));
          return;
        }
        break;
      case Kind::tensors:
      case Kind::optionalTensors:
        if (value.tag == TAG_TENSORS) {
          auto handles = static_cast<void**>(value.p);
          if (slot.kind == Kind::tensors) {
            c10::List<Tensor> list;
            list.reserve(value.count);
            for (int k = 0; k < value.count; k++) {
              if (!handles[k]) refuse(i, value);
              list.push_back(share(handles[k]));
            }
            stack.emplace_back(std::move(list));
          } else {
            c10::impl::GenericList list(c10::OptionalType::create(c10::TensorType::get()));
            for (int k = 0; k < value.count; k++) list.push_back(handles[k] ? IValue(share(handles[k])) : IValue());
            stack.emplace_back(std::move(list));
          }
          return;
        }
        break;
      case Kind::other: break;
    }
    refuse(i, value);
  }

  static c10::Scalar scalar(const Value& value) {
    return value.tag == TAG_FLOAT ? c10::Scalar(value.d) : value.tag == TAG_BOOL ? c10::Scalar(value.i != 0) : c10::Scalar(value.i);
  }
  static double real(const Value& value) { return value.tag == TAG_FLOAT ? value.d : double(value.i); }
};

namespace {

template <class T> void* copyOut(const std::vector<T>& items) {
  T* block = static_cast<T*>(malloc(std::max<size_t>(items.size(), 1) * sizeof(T)));
  if (!block) throw std::bad_alloc();
  std::copy(items.begin(), items.end(), block);
  return block;
}

Value pull(IValue&& value) {
  Value result{TAG_NONE, 0, {0}};
  if (value.isTensor()) {
    result.p = give(std::move(value).toTensor());
    if (result.p) result.tag = TAG_TENSOR;
  } else if (value.isInt()) {
    result.tag = TAG_INT, result.i = value.toInt();
  } else if (value.isDouble()) {
    result.tag = TAG_FLOAT, result.d = value.toDouble();
  } else if (value.isBool()) {
    result.tag = TAG_BOOL, result.i = value.toBool();
  } else if (value.isDevice()) {
    result.tag = TAG_DEVICE, result.i = codeOf(value.toDevice());
  } else if (value.isTensorList()) {
    std::vector<void*> handles;
    for (Tensor& tensor : value.toTensorVector()) handles.push_back(give(std::move(tensor)));
    result = {TAG_TENSORS, int32_t(handles.size()), {.p = copyOut(handles)}};
  } else if (value.isIntList()) {
    auto ints = value.toIntVector();
    result = {TAG_INTS, int32_t(ints.size()), {.p = copyOut(ints)}};
  } else if (value.isDoubleList()) {
    auto reals = value.toDoubleVector();
    result = {TAG_FLOATS, int32_t(reals.size()), {.p = copyOut(reals)}};
  } else if (!value.isNone()) {
    throw std::runtime_error("returns a " + value.tagKind() + ", which cannot be handed to C#");
  }
  return result;
}

// A stack for one call. Calls nest (C# code called from a kernel calls operators), so that each takes its own.
class BorrowedStack {
  static thread_local std::vector<std::unique_ptr<std::vector<IValue>>> idle;
  std::unique_ptr<std::vector<IValue>> stack;

 public:
  BorrowedStack() {
    if (idle.empty()) {
      stack = std::make_unique<std::vector<IValue>>();
    } else {
      stack = std::move(idle.back());
      idle.pop_back();
    }
  }
  ~BorrowedStack() {
    stack->clear();
    idle.push_back(std::move(stack));
  }
  BorrowedStack(const BorrowedStack&) = delete;
  std::vector<IValue>& operator*() { return *stack; }
};
thread_local std::vector<std::unique_ptr<std::vector<IValue>>> BorrowedStack::idle;

std::string describeCall(const Operator& op, const Value* arguments, int count) {
  std::string text = op.name() + "(";
  for (int i = 0; i < count; i++) text += (i ? ", " : "") + describe(arguments[i]);
  return text + "): ";
}

}  // namespace

API const char* tensors_error() { return lastError.c_str(); }
API intptr_t tensors_managed_error() { return std::exchange(lastManagedError, 0); }
API void tensors_free(void* block) { free(block); }

API Operator* tensors_operator(const char* name, const char* overload) {
  Operator* found = nullptr;
  guarded([&] {
    found = new Operator(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload));
    return 0;
  });
  return found;
}

API int64_t tensors_schema(Operator* op, char* text, int64_t size) {
  return guarded([&] {
    std::ostringstream stream;
    stream << op->handle.schema();
    std::string schema = stream.str();
    if (size > 0) text[schema.copy(text, size - 1)] = 0;
    return int64_t(schema.size());
  });
}

// Arguments left out at the end take the schema's defaults. Returns the number of results.
API int64_t tensors_call(Operator* op, const Value* arguments, int count, Value* results, int capacity) {
  return guardedAt([&] { return describeCall(*op, arguments, count); }, [&] {
    const auto& schema = op->handle.schema().arguments();
    if (size_t(count) > schema.size()) throw std::invalid_argument("takes " + std::to_string(schema.size()) + " arguments");
    BorrowedStack borrowed;
    std::vector<IValue>& stack = *borrowed;
    stack.reserve(schema.size());
    for (int i = 0; i < count; i++) op->push(stack, i, arguments[i]);
    for (size_t i = count; i < schema.size(); i++) op->push(stack, i, Value{TAG_NONE, 0, {0}});
    op->handle.callBoxed(stack);
    if (capacity == 0) return int64_t(0);  // the caller has the tensor that was written to
    if (stack.size() > size_t(capacity)) throw std::runtime_error("has more results than expected");
    int64_t made = 0;
    for (IValue& value : stack) results[made++] = pull(std::move(value));
    return made;
  });
}

// ---- what a tensor is

API void* tensors_alias(void* tensor) { return Pointer::reclaim_copy(static_cast<c10::TensorImpl*>(tensor)).release(); }
API void tensors_release(void* tensor) {
  guarded([&] { return Pointer::reclaim(static_cast<c10::TensorImpl*>(tensor)), 0; });
}
API int64_t tensors_dim(c10::TensorImpl* tensor) { return guarded([&] { return tensor->dim(); }); }
API int64_t tensors_numel(c10::TensorImpl* tensor) { return guarded([&] { return tensor->numel(); }); }
API int64_t tensors_shape(c10::TensorImpl* tensor, int64_t* sizes) {
  return guarded([&] { auto s = tensor->sizes(); std::copy(s.begin(), s.end(), sizes); return int64_t(s.size()); });
}
API int64_t tensors_strides(c10::TensorImpl* tensor, int64_t* strides) {
  return guarded([&] { auto s = tensor->strides(); std::copy(s.begin(), s.end(), strides); return int64_t(s.size()); });
}
API int64_t tensors_dtype(c10::TensorImpl* tensor) { return guarded([&] { return int64_t(c10::typeMetaToScalarType(tensor->dtype())); }); }
API int64_t tensors_device(c10::TensorImpl* tensor) { return guarded([&] { return codeOf(tensor->device()); }); }
// Not where a conjugate or a negative is only noted: the elements in memory are not the ones meant.
API int64_t tensors_contiguous(c10::TensorImpl* tensor) {
  return guarded([&] { return int64_t(tensor->is_contiguous() && !share(tensor).is_conj() && !share(tensor).is_neg()); });
}
API int64_t tensors_data(void* tensor, void** data) { return guarded([&] { *data = share(tensor).data_ptr(); return 0; }); }

// Memory that C# lends: `release(state)` is called once nothing refers to it.
API void* tensors_from_blob(void* data, const int64_t* sizes, int dim, int dtype, void (*release)(void*), void* state) {
  void* made = nullptr;
  guarded([&] {
    made = give(at::from_blob(data, c10::IntArrayRef(sizes, dim), [=](void*) { release(state); }, at::TensorOptions().dtype(c10::ScalarType(dtype))));
    return 0;
  });
  return made;
}
