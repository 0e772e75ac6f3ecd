package io.elementconnect.local.reload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes and resources of some folders as they were at one moment, held in memory, so that a
 * later build neither changes nor removes what was not loaded yet. They win over the parent's,
 * which has the libraries. Once nobody uses its classes it can be collected.
 */
final class CodeSnapshot extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> files;

  private CodeSnapshot(Map<String, byte[]> files, ClassLoader parent) {
    super(parent);
    this.files = files;
  }

  /** Reads all files; folders that are not there are empty. */
  static CodeSnapshot of(List<Path> folders, ClassLoader parent) throws IOException {
    var files = new HashMap<String, byte[]>();
    for (var folder : folders) {
      if (Files.isDirectory(folder)) {
        read(folder, files);
      }
    }
    return new CodeSnapshot(files, parent);
  }

  private static void read(Path folder, Map<String, byte[]> files) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    var bytes = files.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      var loaded = findLoadedClass(name);
      return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    var bytes = files.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }
}
