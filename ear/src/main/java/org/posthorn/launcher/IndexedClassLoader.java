package org.posthorn.launcher;

import fish.payara.micro.boot.loader.OpenURLClassLoader;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads classes and resources of several hundred jars, and knows which jars have a directory. The
 * loader of the platform looks through all jars in turn, which was a quarter of the time that the
 * application server took to start.
 */
final class IndexedClassLoader extends OpenURLClassLoader {
  private static final String VERSIONS = "META-INF/versions/";

  /** A jar that is open for as long as the process lives. */
  private record Jar(JarFile file, CodeSource source) {
    /** Where something in it can be read, as far as it is there. */
    Optional<URL> resource(String name) {
      return Optional.ofNullable(file.getJarEntry(name)).map(JarEntry::getRealName).map(this::url);
    }

    private URL url(String realName) {
      try {
        String path = new URI(null, null, "/" + realName, null).getRawPath();
        return new URL("jar:" + source.getLocation() + "!" + path);
      } catch (URISyntaxException | MalformedURLException e) {
        throw new IllegalStateException(e); // any path can be encoded
      }
    }
  }

  private final Map<String, List<Jar>> byKey;

  /** Finds what lies beside the jars. */
  private final URLClassLoader files;

  private IndexedClassLoader(
      URL[] urls, Map<String, List<Jar>> byKey, URLClassLoader files, ClassLoader parent) {
    super(urls, parent);
    this.byKey = byKey;
    this.files = files;
  }

  /**
   * @param files a directory whose other files are resources, too
   */
  static IndexedClassLoader of(List<Path> jars, Path files, ClassLoader parent) throws IOException {
    Map<String, List<Jar>> byKey = new HashMap<>();
    List<URL> urls = new ArrayList<>();
    for (Path path : jars) {
      URL url = path.toUri().toURL();
      urls.add(url);
      JarFile file = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion());
      Jar jar = new Jar(file, new CodeSource(url, (CodeSigner[]) null));
      file.stream()
          .map(entry -> key(unversioned(entry.getName())))
          .distinct()
          .forEach(key -> byKey.computeIfAbsent(key, k -> new ArrayList<>(1)).add(jar));
    }
    URL[] directory = {files.toUri().toURL()};
    return new IndexedClassLoader(
        urls.toArray(URL[]::new), byKey, new URLClassLoader(directory, null), parent);
  }

  private static String unversioned(String name) {
    return name.startsWith(VERSIONS)
        ? name.substring(name.indexOf('/', VERSIONS.length()) + 1)
        : name;
  }

  /**
   * The directory in which something lies, or its name where nearly every jar has that directory.
   */
  private static String key(String name) {
    int slash = name.lastIndexOf('/', name.length() - 2);
    return slash < 0 || name.startsWith("META-INF/") ? name : name.substring(0, slash);
  }

  private List<Jar> jars(String name) {
    return byKey.getOrDefault(key(name), List.of());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/') + ".class";
    for (Jar jar : jars(path)) {
      JarEntry entry = jar.file().getJarEntry(path);
      if (entry != null) {
        try (InputStream in = jar.file().getInputStream(entry)) {
          byte[] octets = in.readAllBytes();
          demandPackage(name, jar);
          return defineClass(name, octets, 0, octets.length, jar.source());
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }
    throw new ClassNotFoundException(name);
  }

  private void demandPackage(String className, Jar jar) throws IOException {
    int dot = className.lastIndexOf('.');
    if (dot < 0 || getDefinedPackage(className.substring(0, dot)) != null) {
      return;
    }
    String name = className.substring(0, dot);
    Manifest manifest = jar.file().getManifest();
    try {
      if (manifest == null) {
        definePackage(name, null, null, null, null, null, null, null);
      } else {
        definePackage(name, manifest, jar.source().getLocation());
      }
    } catch (IllegalArgumentException e) {
      if (getDefinedPackage(name) == null) { // else another thread was first
        throw e;
      }
    }
  }

  @Override
  public @Nullable URL findResource(String name) {
    return found(name).findFirst().orElse(null);
  }

  @Override
  public Enumeration<URL> findResources(String name) {
    return Collections.enumeration(found(name).toList());
  }

  private Stream<URL> found(String name) {
    Stream<URL> inJars = jars(name).stream().flatMap(jar -> jar.resource(name).stream());
    return name.contains("/")
        ? inJars
        : Stream.concat(inJars, Stream.ofNullable(files.findResource(name)));
  }
}
