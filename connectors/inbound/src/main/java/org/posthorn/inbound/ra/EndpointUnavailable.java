package org.posthorn.inbound.ra;

/** No endpoint is free or deployed at present; the client is to try again later. */
public final class EndpointUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EndpointUnavailable(Throwable cause) {
    super("no endpoint", cause);
  }
}
