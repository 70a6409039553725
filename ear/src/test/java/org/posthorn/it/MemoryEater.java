package org.posthorn.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Takes all memory of a running server, as an agent that is attached to it: from then on its own
 * threads are refused what they ask for, whichever asks first.
 */
public final class MemoryEater {
  private static final int LARGE = 1 << 16;
  private static final int SMALL = 64;
  private static Object[] held = {}; // by the server, as long as it lives

  private MemoryEater() {}

  /** Attaches it to the process with this id; returns when it is at work. */
  static void attach(long pid, Path directory) throws Exception {
    Path jar = jar(directory);
    Path java = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process attaching =
        new ProcessBuilder(java.toString(), Long.toString(pid), "JVMTI.agent_load", jar.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(attaching.getInputStream().readAllBytes());
    if (!attaching.waitFor(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("not attached: " + said);
    }
  }

  private static Path jar(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", MemoryEater.class.getName());
    String entry = MemoryEater.class.getName().replace('.', '/') + ".class";
    Path jar = directory.resolve("memory-eater.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream octets = MemoryEater.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new ZipEntry(entry));
      out.write(octets.readAllBytes());
    }
    return jar;
  }

  /** What the server calls. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    Thread thread = new Thread(MemoryEater::eat, "memory-eater");
    thread.setDaemon(true);
    thread.start();
  }

  private static void eat() {
    int size = LARGE;
    while (true) {
      try {
        Object[] next = new Object[size / Long.BYTES];
        next[0] = held;
        held = next;
      } catch (OutOfMemoryError e) {
        size = Math.max(SMALL, size / 2); // and what others give back
      }
    }
  }
}
