package org.posthorn.webapi;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Root of all JSON resources; the server finds them by their annotations. */
@ApplicationPath("webapi")
public class WebApi extends Application {}
