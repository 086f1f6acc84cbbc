"use strict";

// The worker runs the command once, on files that are in memory, and posts what it
// wrote. While the command reads, it posts how much of the input is read.

importScripts("wasm_exec.js");

const regular = 0o100666; // the mode of a file
const every = 100;        // milliseconds between two messages of progress

const files = new Map();       // by their names
const open = new Map();        // by their descriptors
let next = 3;                  // the next descriptor
let input = null, posted = 0;  // whose progress is posted, and when it was

// A Written is a file that the command writes.
class Written {
  constructor() { this.bytes = new Uint8Array(4096); this.size = 0; }

  write(bytes, at) {
    const end = at + bytes.length;
    if (end > this.bytes.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.bytes.length));
      larger.set(this.bytes.subarray(0, this.size));
      this.bytes = larger;
    }
    this.bytes.set(bytes, at);
    this.size = Math.max(this.size, end);
  }

  truncate(size) {
    this.bytes.fill(0, Math.min(size, this.size), this.size);
    this.size = Math.min(size, this.size);
  }

  blob() { return new Blob([this.bytes.subarray(0, this.size)]); }
}

function failure(code) { return Object.assign(new Error(code), { code }); }

function stat(file) {
  return {
    dev: 0, ino: file.number ??= ++stat.last, mode: regular, nlink: 1, uid: 0, gid: 0, rdev: 0, size: file.size, blksize: 4096, blocks: 0,
    atimeMs: 0, mtimeMs: 0, ctimeMs: 0, isDirectory: () => false,
  };
}
stat.last = 0;

function progress(file, at) {
  const now = Date.now();
  if (file !== input || now - posted < every) return;
  posted = now;
  postMessage({ progress: file.size ? at / file.size : 1 });
}

const flags = { O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512, O_APPEND: 1024, O_DIRECTORY: -1 };

// The functions of a file system that the command calls. Each calls back with an
// error or a result.
const calls = {
  open(name, mode) {
    let file = files.get(name);
    if (!file && !(mode & flags.O_CREAT)) throw failure("ENOENT");
    if (file && mode & flags.O_EXCL) throw failure("EEXIST");
    if (!file || mode & flags.O_TRUNC) files.set(name, file = new Written());
    open.set(next, { file, at: 0 });
    return next++;
  },
  close(fd) { open.delete(fd); },
  fstat(fd) { return stat(descriptor(fd).file); },
  stat(name) { return stat(named(name)); },
  lstat(name) { return stat(named(name)); },
  async read(fd, buffer, offset, length, position) {
    const d = descriptor(fd), at = position ?? d.at;
    const bytes = d.file instanceof Written ? d.file.bytes.subarray(at, Math.min(at + length, d.file.size))
      : new Uint8Array(await d.file.slice(at, at + length).arrayBuffer());
    buffer.set(bytes, offset);
    if (position === null) d.at += bytes.length;
    progress(d.file, at + bytes.length);
    return bytes.length;
  },
  write(fd, buffer, offset, length, position) {
    const d = descriptor(fd);
    if (!(d.file instanceof Written)) throw failure("EBADF");
    d.file.write(buffer.subarray(offset, offset + length), position ?? d.at);
    if (position === null) d.at += length;
    return length;
  },
  ftruncate(fd, size) { descriptor(fd).file.truncate(size); },
  fsync() {},
  rename(from, to) { files.set(to, named(from)); files.delete(from); },
  unlink(name) { named(name); files.delete(name); },
};

function descriptor(fd) {
  if (!open.has(fd)) throw failure("EBADF");
  return open.get(fd);
}

function named(name) {
  if (!files.has(name)) throw failure("ENOENT");
  return files.get(name);
}

globalThis.fs = new Proxy({ constants: flags }, {
  get: (own, name) => own[name] ?? ((...args) => {
    const back = args.pop();
    const call = calls[name] ?? (() => { throw failure("ENOSYS"); });
    try {
      const result = call(...args);
      if (!(result instanceof Promise)) return back(null, result);
      result.then(n => back(null, n), () => back(failure("EIO")));
    } catch (error) {
      back(error.code ? error : failure("EIO"));
    }
  }),
});

onmessage = async ({ data: { module, args, given, wanted } }) => {
  for (const [name, file] of given) {
    files.set(name, file);
    input ??= file;
  }
  const out = new Written(), errors = new Written();
  [new Written(), out, errors].forEach((file, fd) => open.set(fd, { file, at: 0 }));
  const go = new Go();
  let status = 0;
  go.exit = code => { status = code; };
  go.argv = ["zohocrm", ...args];
  await go.run(await WebAssembly.instantiate(module, go.importObject));
  const written = new Map(wanted.filter(name => files.has(name)).map(name => [name, files.get(name).blob()]));
  postMessage({ status, out: await out.blob().text(), errors: await errors.blob().text(), written });
};
