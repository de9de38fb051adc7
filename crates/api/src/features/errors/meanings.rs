//! When each error occurs and what to do then, in Spanish.

use crate::error::Code;

/// By code, in the order of the table of codes.
const MEANINGS: &[(&str, &str)] = &[
    (
        "malformed",
        "La solicitud no tiene la forma que corresponde: el cuerpo no es JSON, un parámetro de la dirección es desconocido, está repetido o no es de su tipo, o el cursor no salió de una respuesta anterior. Corrija la solicitud; repetirla igual dará lo mismo.",
    ),
    (
        "idempotency_key_missing",
        "Un programa con clave envía un formulario público sin la cabecera Idempotency-Key. Genere un valor por cada envío y repítalo cuando reintente: así nada se registra dos veces.",
    ),
    (
        "two_credentials",
        "La solicitud trae a la vez una cookie de sesión y la cabecera Authorization. Envíe solo una de las dos.",
    ),
    (
        "unauthenticated",
        "La operación es del personal y no hay una sesión abierta. Ingrese y vuelva a intentarlo.",
    ),
    (
        "invalid_credentials",
        "La sesión, la clave o el enlace terminó, fue retirado o no es válido. Ingrese de nuevo o pida otra clave.",
    ),
    (
        "sign_in_refused",
        "El correo o la contraseña no son correctos. Por seguridad no se dice cuál de los dos.",
    ),
    (
        "second_factor_required",
        "El correo y la contraseña son correctos y la cuenta tiene segundo factor: envíe también el código.",
    ),
    (
        "second_factor_refused",
        "El código no es correcto, venció o ya se usó. Espere el siguiente de su aplicación y escríbalo.",
    ),
    (
        "forbidden",
        "Hay sesión o clave, pero ninguno de sus roles permite la operación. Si le corresponde, pídalo a quien administra el portal.",
    ),
    (
        "scope_missing",
        "La clave no tiene el permiso que pide la solicitud: con data:read lee, y solo con forms:send envía formularios públicos. El detalle dice cuál falta. Use una clave que lo tenga, o envíe sin clave lo que cualquiera puede enviar.",
    ),
    (
        "cross_site",
        "Una escritura con cookies no viene de esta página: le falta el Origin propio o la cabecera X-Munica-CSRF. Los programas usan una clave en vez de cookies.",
    ),
    (
        "step_required",
        "La cuenta debe dar antes un paso: aceptar la declaración de uso personal o registrar su segundo factor. El detalle dice cuál.",
    ),
    (
        "recent_factor_required",
        "Los actos delicados piden un código del segundo factor dado en los últimos cinco minutos. Confírmelo y repita la operación.",
    ),
    (
        "not_found",
        "No hay nada en esa dirección, o lo que hay es de otra municipalidad: por seguridad la respuesta es la misma.",
    ),
    (
        "method_not_allowed",
        "La dirección existe y no admite ese método. La cabecera Allow dice cuáles admite.",
    ),
    (
        "conflict",
        "El estado actual no permite el paso, por ejemplo aprobar lo que ya fue rechazado. Lea de nuevo el recurso; el detalle dice por qué.",
    ),
    (
        "duplicate",
        "Ya existe otro registro con el mismo valor que debe ser único.",
    ),
    (
        "gone",
        "El enlace del correo ya se usó o venció. Pida uno nuevo.",
    ),
    (
        "stale",
        "Otra persona guardó un cambio después de que usted leyó el registro. Léalo de nuevo, repita su cambio y envíe el ETag nuevo en If-Match.",
    ),
    (
        "too_large",
        "El cuerpo o el archivo pasa del límite. El detalle dice cuánto se admite.",
    ),
    (
        "unsupported_media_type",
        "El contenido no es del tipo que la operación recibe: application/json, o multipart/form-data para archivos.",
    ),
    (
        "invalid",
        "Uno o más campos no cumplen su regla. El arreglo errors trae todos: el campo, un código estable y un mensaje para la persona.",
    ),
    (
        "idempotency_mismatch",
        "Esa Idempotency-Key llegó antes con otro contenido. Use un valor nuevo para cada envío distinto.",
    ),
    (
        "precondition_required",
        "Para cambiar un registro envíe en If-Match el ETag con que lo leyó: así no se pisa el cambio de otra persona.",
    ),
    (
        "too_many_requests",
        "Se pasó el límite de solicitudes de su dirección, cuenta o clave, o hubo varios ingresos fallidos. La cabecera Retry-After dice cuántos segundos esperar.",
    ),
    (
        "internal",
        "Una falla nuestra, ya registrada. Si continúa, escríbanos con el request_id de la respuesta.",
    ),
    (
        "unavailable",
        "La base de datos o un servicio no responde en este momento. Reintente después de los segundos que dice Retry-After; la página de estado muestra qué ocurre.",
    ),
    (
        "portal_suspended",
        "La plataforma suspendió este portal; su aviso dice por qué y desde cuándo.",
    ),
    (
        "misdirected",
        "El dominio de una municipalidad solo atiende sus propias páginas y datos. Pida lo demás en la dirección de la plataforma.",
    ),
    (
        "storage_full",
        "No queda espacio para guardar. No se guardó nada de lo enviado; ya fue avisado a quien opera la plataforma.",
    ),
];

/// What a code means; a test sees to it that each has something to say.
pub(super) fn of(code: Code) -> &'static str {
    let found = MEANINGS.iter().find(|(known, _)| *known == code.code());
    found.map_or(code.title(), |(_, meaning)| meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_what_to_do() {
        for code in Code::ALL {
            assert_ne!(of(*code), code.title(), "{}", code.code());
        }
    }
}
