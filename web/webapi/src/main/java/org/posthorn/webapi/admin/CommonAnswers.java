package org.posthorn.webapi.admin;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.posthorn.webapi.Problem;
import org.posthorn.webapi.WebApi;

/** Adds to the OpenAPI document what holds for all of the administration: login and refusals. */
public class CommonAnswers implements OASFilter {
  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.contains("/admin/")) {
                item.getOperations().values().forEach(CommonAnswers::complete);
              }
            });
  }

  private static void complete(Operation operation) {
    operation.addSecurityRequirement(
        OASFactory.createSecurityRequirement().addScheme(WebApi.BASIC));
    if (operation.getRequestBody() != null) {
      refusal(operation, "400", "A member is missing, unknown or wrong");
    }
    refusal(operation, "401", "No administrator's address and password");
    refusal(operation, "403", "The account is no administrator's");
    refusal(operation, "429", "Too many failed logins from this client");
  }

  private static void refusal(Operation operation, String status, String description) {
    if (operation.getResponses().hasAPIResponse(status)) {
      return; // the resource says it better
    }
    APIResponse response = OASFactory.createAPIResponse().description(description);
    response.setContent(
        OASFactory.createContent().addMediaType(Problem.JSON, OASFactory.createMediaType()));
    operation.getResponses().addAPIResponse(status, response);
  }
}
