// libpng prints its complaints about damaged files on standard error, beside our sentence, whenever a program's error handler returns to it, as that of
// OpenImageIO does. OpenImageIO's calls are bound to the functions here first, since this library comes before libpng where it is loaded; they see to
// it that its handler is heard and libpng does not go on to print. Types as in png.h, which is not among the headers that OpenImageIO brings.
#include <dlfcn.h>

#include <cstdlib>
#include <mutex>
#include <unordered_map>

namespace {

using Handler = void (*)(void* png, const char* message);

template <class T>
T* next(const char* name) {
  return reinterpret_cast<T*>(dlsym(RTLD_NEXT, name));
}

std::mutex access;
std::unordered_map<void*, Handler> handlers;

// What libpng does itself after printing.
void leave(void* png) {
  static auto* jump = next<void(void*, int)>("png_longjmp");
  jump(png, 1);
  std::abort();
}

void on_error(void* png, const char* message) {
  Handler handler = nullptr;
  {
    std::lock_guard<std::mutex> lock(access);
    auto found = handlers.find(png);
    if (found != handlers.end()) handler = found->second;
  }
  if (handler) handler(png, message);
  leave(png);
}

void on_warning(void*, const char*) {}

void remember(void* png, Handler handler) {
  std::lock_guard<std::mutex> lock(access);
  if (handler) handlers[png] = handler;
  else handlers.erase(png);
}

}  // namespace

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED void* png_create_read_struct(const char* version, void* pointer, Handler error, Handler warning) {
  static auto* create = next<void*(const char*, void*, Handler, Handler)>("png_create_read_struct");
  void* png = create(version, pointer, on_error, warning ? warning : on_warning);
  if (png) remember(png, error);
  return png;
}

EXPORTED void png_set_error_fn(void* png, void* pointer, Handler error, Handler warning) {
  static auto* set = next<void(void*, void*, Handler, Handler)>("png_set_error_fn");
  remember(png, error);
  set(png, pointer, on_error, warning ? warning : on_warning);
}

EXPORTED void png_destroy_read_struct(void** png, void** info, void** end) {
  static auto* destroy = next<void(void**, void**, void**)>("png_destroy_read_struct");
  if (png && *png) remember(*png, nullptr);
  destroy(png, info, end);
}
