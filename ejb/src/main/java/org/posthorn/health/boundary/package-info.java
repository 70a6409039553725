/** Whether this server can do its work now, for load balancers and operators. */
@NullMarked
package org.posthorn.health.boundary;

import org.jspecify.annotations.NullMarked;
