/** What the OpenAPI document says beyond annotations. */
@NullMarked
package org.posthorn.webapi.openapi;

import org.jspecify.annotations.NullMarked;
