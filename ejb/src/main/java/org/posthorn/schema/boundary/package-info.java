/** Brings the database to the schema of this version before anything else uses it. */
@NullMarked
package org.posthorn.schema.boundary;

import org.jspecify.annotations.NullMarked;
