package org.posthorn.webapi.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ApiDocumentTest {
  @Test
  void everyResourceIsDescribed() {
    Set<String> resources =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.posthorn.webapi")
                .stream()
                .filter(type -> type.isAnnotatedWith("jakarta.ws.rs.Path"))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    assertThat(ApiDocument.RESOURCES.stream().map(Class::getName))
        .containsExactlyInAnyOrderElementsOf(resources);
  }
}
