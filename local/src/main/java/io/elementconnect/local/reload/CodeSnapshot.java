package io.elementconnect.local.reload;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Code in a folder of its own. It wins over the parent's, which has the libraries. */
final class CodeSnapshot extends URLClassLoader {
  CodeSnapshot(Path folder) throws IOException {
    super(new URL[] {folder.toUri().toURL()}, CodeSnapshot.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      var loaded = findLoadedClass(name);
      try {
        return loaded == null ? findClass(name) : loaded;
      } catch (ClassNotFoundException _) {
        return super.loadClass(name, resolve);
      }
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    var own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }
}
