package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Place place = new Place("http", "posthorn.http.port", "127.0.0.1", taken.getLocalPort());
      assertThatThrownBy(() -> Places.demand(List.of(place)))
          .isInstanceOf(WrongConfiguration.class)
          .hasMessageStartingWith("posthorn.http.port is \"" + taken.getLocalPort() + "\", but ");
    }
  }

  @Test
  void aFreePortIsLeftFree() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Places.demand(List.of(new Place("http", "posthorn.http.port", "127.0.0.1", port)));
    Places.demand(List.of(new Place("http", "posthorn.http.port", "0.0.0.0", port)));
  }
}
