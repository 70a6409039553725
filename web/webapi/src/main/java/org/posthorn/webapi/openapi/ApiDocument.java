package org.posthorn.webapi.openapi;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.WebApi;
import org.posthorn.webapi.admin.AccountBatchesResource;
import org.posthorn.webapi.admin.AccountsResource;
import org.posthorn.webapi.admin.AliasesResource;
import org.posthorn.webapi.admin.AnnotationsResource;
import org.posthorn.webapi.admin.ClientKeysResource;
import org.posthorn.webapi.admin.ContentGcResource;
import org.posthorn.webapi.admin.DeadOrdersResource;
import org.posthorn.webapi.admin.DkimKeysResource;
import org.posthorn.webapi.admin.DomainsResource;
import org.posthorn.webapi.admin.FilterRulesResource;
import org.posthorn.webapi.admin.FilterSendersResource;
import org.posthorn.webapi.admin.FilterSettingsResource;
import org.posthorn.webapi.admin.LoginBlocksResource;
import org.posthorn.webapi.admin.OnDemandDomainsResource;
import org.posthorn.webapi.admin.PageLimit;
import org.posthorn.webapi.admin.QueueResource;
import org.posthorn.webapi.admin.QuotaResource;
import org.posthorn.webapi.admin.ReceivedReportsResource;
import org.posthorn.webapi.admin.RoutesResource;
import org.posthorn.webapi.admin.SendingGrantsResource;
import org.posthorn.webapi.admin.ServersResource;
import org.posthorn.webapi.admin.SubmissionResource;
import org.posthorn.webapi.admin.SuppressionsResource;
import org.posthorn.webapi.admin.TraceResource;
import org.posthorn.webapi.admin.TransportsResource;
import org.posthorn.webapi.body.MergePatch;
import org.posthorn.webapi.body.RecordComponents;
import org.posthorn.webapi.hooks.WebhookCallsResource;
import org.posthorn.webapi.hooks.WebhooksResource;
import org.posthorn.webapi.problem.Problem;
import org.posthorn.webapi.security.NeedsScope;
import org.posthorn.webapi.user.OwnFilterRulesResource;
import org.posthorn.webapi.user.SignedMessagesResource;
import org.posthorn.webapi.v1.ApiKeysResource;
import org.posthorn.webapi.v1.KeyAdministrationResource;
import org.posthorn.webapi.v1.MailboxesResource;
import org.posthorn.webapi.v1.MessagesResource;
import org.posthorn.webapi.v1.OwnQueueResource;
import org.posthorn.webapi.v1.OwnSuppressionsResource;

/**
 * Completes the OpenAPI document: the schemas of bodies as they are bound and written, the login
 * and the refusals that all resources have in common. Summaries and the other responses come from
 * the annotations of the resources.
 */
public class ApiDocument implements OASFilter {
  /** The resources that are described. */
  static final List<Class<?>> RESOURCES =
      List.of(
          AccountBatchesResource.class,
          ApiKeysResource.class,
          KeyAdministrationResource.class,
          AliasesResource.class,
          AccountsResource.class,
          AnnotationsResource.class,
          ClientKeysResource.class,
          ContentGcResource.class,
          DkimKeysResource.class,
          DeadOrdersResource.class,
          DomainsResource.class,
          FilterRulesResource.class,
          FilterSendersResource.class,
          FilterSettingsResource.class,
          LoginBlocksResource.class,
          MailboxesResource.class,
          MessagesResource.class,
          OnDemandDomainsResource.class,
          OwnFilterRulesResource.class,
          OwnQueueResource.class,
          OwnSuppressionsResource.class,
          QueueResource.class,
          QuotaResource.class,
          ReceivedReportsResource.class,
          RoutesResource.class,
          SendingGrantsResource.class,
          ServersResource.class,
          SignedMessagesResource.class,
          SubmissionResource.class,
          SuppressionsResource.class,
          TraceResource.class,
          TransportsResource.class,
          WebhookCallsResource.class,
          WebhooksResource.class);

  private static final String ROOT = "/webapi/";
  private static final String JSON = "application/json";

  private final BodySchemas schemas = new BodySchemas();

  @Override
  public void filterOpenAPI(OpenAPI api) {
    for (Class<?> resource : RESOURCES) {
      for (Method method : resource.getMethods()) {
        operation(api, resource, method).ifPresent(operation -> complete(operation, method));
      }
    }
    api.setComponents(
        Optional.ofNullable(api.getComponents()).orElseGet(OASFactory::createComponents));
    api.getComponents().setSchemas(schemas.named());
  }

  private static Optional<Operation> operation(OpenAPI api, Class<?> resource, Method method) {
    Path below = method.getAnnotation(Path.class);
    String path =
        ROOT
            + resource.getAnnotation(Path.class).value()
            + (below == null ? "" : "/" + below.value());
    return verb(method)
        .map(
            verb -> {
              PathItem item =
                  Optional.ofNullable(api.getPaths().getPathItem(path))
                      .orElseGet(() -> api.getPaths().getPathItem(plain(path)));
              return item == null
                  ? null
                  : item.getOperations().get(PathItem.HttpMethod.valueOf(verb));
            });
  }

  /** Without the expressions that parameters of a path have to match. */
  private static String plain(String path) {
    return path.replaceAll("\\{(\\w+)\\s*:(?:[^{}]|\\{[^{}]*\\})*\\}", "{$1}");
  }

  private static Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(kind -> kind.isAnnotationPresent(HttpMethod.class))
        .map(kind -> kind.getAnnotation(HttpMethod.class).value())
        .findFirst();
  }

  private void complete(Operation operation, Method method) {
    operation.setOperationId(
        method.getDeclaringClass().getSimpleName().replace("Resource", "")
            + "."
            + method.getName());
    operation.addSecurityRequirement(
        OASFactory.createSecurityRequirement().addScheme(WebApi.BASIC));
    NeedsScope scope = method.getAnnotation(NeedsScope.class);
    if (scope != null) {
      operation.addSecurityRequirement(
          OASFactory.createSecurityRequirement().addScheme(WebApi.KEY));
      refusal(operation, "403", "The key lacks the scope " + scope.value().word());
    }
    for (Parameter parameter : method.getParameters()) {
      parameter(operation, method, parameter);
    }
    result(operation, method);
    if (operation.getRequestBody() != null) {
      refusal(operation, "400", "A member is missing, unknown or wrong");
    }
    boolean user = forUsers(method);
    refusal(
        operation, "401", "No " + (user ? "account" : "administrator") + "'s address and password");
    if (!user) {
      refusal(operation, "403", "The account is no administrator's");
    }
    refusal(operation, "429", "Too many failed logins from this client");
    operation
        .getResponses()
        .getAPIResponses()
        .forEach((status, response) -> problem(status, response));
  }

  private static boolean forUsers(Method method) {
    RolesAllowed allowed = method.getDeclaringClass().getAnnotation(RolesAllowed.class);
    return allowed != null && Arrays.asList(allowed.value()).contains(Role.USER);
  }

  private void parameter(Operation operation, Method method, Parameter parameter) {
    Type type = parameter.getParameterizedType();
    if (parameter.getType() == PageLimit.class) {
      operation.getParameters().stream()
          .filter(each -> each.getName().equals("limit"))
          .forEach(limit -> limit.setSchema(pageLimit()));
      refusal(operation, "400", "limit is no number from 1 to " + PageLimit.MAX);
    } else if (parameter.getType().isRecord()) {
      Type body = parameter.getType() == MergePatch.class ? RecordComponents.content(type) : type;
      String[] mediaTypes = method.getAnnotation(Consumes.class).value();
      operation.setRequestBody(
          OASFactory.createRequestBody()
              .required(true)
              .content(content(schemas.of(body), mediaTypes)));
    }
  }

  private static Schema pageLimit() {
    return OASFactory.createSchema()
        .type(Schema.SchemaType.INTEGER)
        .minimum(BigDecimal.ONE)
        .maximum(BigDecimal.valueOf(PageLimit.MAX))
        .defaultValue(Integer.valueOf(PageLimit.DEFAULT));
  }

  private void result(Operation operation, Method method) {
    APIResponses responses = operation.getResponses();
    responses.removeAPIResponse("default");
    APIResponseSchema told = method.getAnnotation(APIResponseSchema.class);
    Type type = told == null ? method.getGenericReturnType() : told.value();
    if (type == void.class) {
      return;
    }
    Produces media = method.getAnnotation(Produces.class);
    if (media != null) { // octets of that kind, not JSON
      responses
          .getAPIResponse("200")
          .setContent(content(OASFactory.createSchema().format("binary"), media.value()));
      return;
    }
    String status = told == null || told.responseCode().isEmpty() ? "200" : told.responseCode();
    APIResponse response = responses.getAPIResponse(status);
    if (response == null) {
      response = OASFactory.createAPIResponse().description("Items, in pages");
      responses.addAPIResponse(status, response);
    }
    response.setContent(content(schemas.of(type), JSON));
  }

  private static Content content(Schema schema, String... mediaTypes) {
    Content content = OASFactory.createContent();
    for (String mediaType : mediaTypes) {
      content.addMediaType(mediaType, OASFactory.createMediaType().schema(schema));
    }
    return content;
  }

  private static void refusal(Operation operation, String status, String description) {
    if (!operation.getResponses().hasAPIResponse(status)) { // else the resource says it better
      operation
          .getResponses()
          .addAPIResponse(status, OASFactory.createAPIResponse().description(description));
    }
  }

  private void problem(String status, APIResponse response) {
    if (status.compareTo("400") >= 0) {
      response.setContent(content(schemas.of(Problem.class), Problem.JSON));
    }
  }
}
