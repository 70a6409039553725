/** Roles of resources. */
@NullMarked
package org.posthorn.webapi.security;

import org.jspecify.annotations.NullMarked;
