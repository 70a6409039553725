package org.posthorn.webapi;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** Root of all JSON resources; the server finds them by their annotations. */
@ApplicationPath("webapi")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Posthorn",
            version = "0",
            description =
                "Requests and responses are JSON (RFC 8259); errors are"
                    + " application/problem+json (RFC 9457)."))
@SecurityScheme(
    securitySchemeName = WebApi.BASIC,
    type = SecuritySchemeType.HTTP,
    scheme = "basic",
    description = "The address and password of an account, or of an administrator. RFC 7617.")
@SecurityScheme(
    securitySchemeName = WebApi.KEY,
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "A key of the account, phk_…, that has the scope that is needed. RFC 6750.")
public class WebApi extends Application {
  /** Name of the security scheme in the OpenAPI document. */
  public static final String BASIC = "basic";

  /** Name of the security scheme of keys. */
  public static final String KEY = "key";

  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true); // OpenAPI is enough
  }
}
