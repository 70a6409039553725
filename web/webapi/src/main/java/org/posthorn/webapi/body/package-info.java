/** Request and response bodies: records as JSON, by JSON-B, checked by Jakarta Validation. */
@NullMarked
package org.posthorn.webapi.body;

import org.jspecify.annotations.NullMarked;
