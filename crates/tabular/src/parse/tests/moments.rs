//! Days, times and moments, written out.

use super::*;

#[test]
fn days_are_read_as_peru_writes_them() {
    let value = day(2026, 3, 5);
    for written in [
        "05/03/2026",
        "5/3/2026",
        "5-3-2026",
        "05.03.2026",
        "5 3 2026",
        "2026-03-05",
        "2026/3/5",
        "5 de marzo de 2026",
        "5 de Marzo del 2026",
        "JUEVES, 5 DE MARZO DE 2026",
        "jue 5 mar 2026",
        "5-mar-2026",
        "05/MAR/2026",
        "05/03/2026 00:00",
        "2026-03-05T00:00:00",
    ] {
        assert_eq!(
            good(date(&written.into(), Pivot::default())),
            (value, None),
            "{written}"
        );
    }
    for (written, repair) in [
        ("05/03/26", Repair::ShortYear),
        ("5-mar-26", Repair::ShortYear),
        ("46086", Repair::Serial),
        ("46086.5", Repair::TimeDropped),
        ("20260305", Repair::Unseparated),
        ("05032026", Repair::Unseparated),
        ("05/03/2026 3:03 p.m.", Repair::TimeDropped),
    ] {
        assert_eq!(
            good(date(&written.into(), Pivot::default())),
            (value, Some(repair)),
            "{written}"
        );
    }
    for written in [
        "1 de setiembre de 2026",
        "1 de septiembre de 2026",
        "1 set 2026",
        "1-sept-2026",
        "1/9/2026",
    ] {
        assert_eq!(
            good(date(&written.into(), Pivot::default())).0,
            day(2026, 9, 1),
            "{written}"
        );
    }
    let typed = Cell::DateTime(value.and_time(clock(15, 3, 0)));
    assert_eq!(
        good(date(&typed, Pivot::default())),
        (value, Some(Repair::TimeDropped))
    );
    assert_eq!(
        good(date(&Cell::Number(46_086.0), Pivot::default())),
        (value, Some(Repair::Serial))
    );
    assert_eq!(
        good(date(&Cell::Number(20_260_305.0), Pivot::default())).0,
        value
    );
}

#[test]
fn short_years_turn_at_the_pivot() {
    let year = |written: &str, pivot| good(date(&written.into(), pivot)).0;
    assert_eq!(year("31/12/49", Pivot::default()), day(2049, 12, 31));
    assert_eq!(year("01/01/50", Pivot::default()), day(1950, 1, 1));
    assert_eq!(year("01/01/30", Pivot(26)), day(1930, 1, 1));
    assert_eq!(year("29/02/00", Pivot(26)), day(2000, 2, 29));
}

#[test]
fn what_is_no_day_is_refused() {
    for written in [
        "31/02/2026",
        "0/1/2026",
        "5/3",
        "marzo 2026",
        "5/3/202",
        "5/3/20266",
        "5/3/0026",
        "5/3/1899",
        "hoy",
        "32/1/2026",
        "2026-13-01",
        "5//",
        "05:03:2026",
        "5 de marzoo de 2026",
        "13/13/2026",
        "5/ma/2026",
        "１/２/２０２６",
    ] {
        let found = date(&written.into(), Pivot::default());
        assert_eq!(found, Err(Issue::NotDate(written.into())), "{written}");
    }
    let found = date(&"12/31/2026".into(), Pivot::default());
    assert_eq!(found, Err(Issue::MonthFirst("12/31/2026".into())));
    for number in [0.5, 1_503.0, 99_999.0, -1.0, 1e300, f64::NAN] {
        assert!(
            matches!(
                date(&Cell::Number(number), Pivot::default()),
                Err(Issue::NotSerial(_))
            ),
            "{number}"
        );
    }
    assert_eq!(
        good(date(&Cell::Number(10_959.0), Pivot::default())).0,
        day(1930, 1, 1)
    );
    assert_eq!(
        good(date(&Cell::Number(73_050.0), Pivot::default())).0,
        day(2099, 12, 31)
    );
    assert!(date(&Cell::Bool(true), Pivot::default()).is_err());
}

#[test]
fn times_are_read_with_twelve_and_twenty_four_hours() {
    for written in [
        "15:03",
        "15:03:00",
        "3:03 p.m.",
        "03:03 PM",
        "3.03pm",
        "3:03 p. m.",
        "03:03 P.M",
        "15.03",
        "15h03",
        "15:03 hrs",
        "15:03 horas",
        "15:03:00.000",
        "3:03 p",
    ] {
        assert_eq!(
            good(time(&written.into())),
            (clock(15, 3, 0), None),
            "{written}"
        );
    }
    for (written, value) in [
        ("12:00 a.m.", clock(0, 0, 0)),
        ("12:30 am", clock(0, 30, 0)),
        ("12:00 m.", clock(12, 0, 0)),
        ("12:15 p.m.", clock(12, 15, 0)),
        ("0:15", clock(0, 15, 0)),
        ("9:05:07 a.m.", clock(9, 5, 7)),
        ("3 pm", clock(15, 0, 0)),
        ("15 hrs", clock(15, 0, 0)),
        ("23:59:59", clock(23, 59, 59)),
    ] {
        assert_eq!(good(time(&written.into())), (value, None), "{written}");
    }
    for (written, value, repair) in [
        ("1503", clock(15, 3, 0), Repair::Unseparated),
        ("803", clock(8, 3, 0), Repair::Unseparated),
        ("150320", clock(15, 3, 20), Repair::Unseparated),
        ("15:03 p.m.", clock(15, 3, 0), Repair::NeedlessPm),
        ("0.6270833333", clock(15, 3, 0), Repair::Serial),
        ("15:03:20.7", clock(15, 3, 20), Repair::Rounded),
        ("05/03/2026 15:03", clock(15, 3, 0), Repair::DateDropped),
    ] {
        assert_eq!(
            good(time(&written.into())),
            (value, Some(repair)),
            "{written}"
        );
    }
    assert_eq!(
        good(time(&Cell::Number(1_503.0))),
        (clock(15, 3, 0), Some(Repair::Unseparated))
    );
    assert_eq!(good(time(&Cell::Number(15.03))), (clock(15, 3, 0), None));
    assert_eq!(
        good(time(&Cell::Number(46_086.627_083_333))),
        (clock(15, 3, 0), Some(Repair::DateDropped))
    );
}

#[test]
fn what_is_no_time_is_refused() {
    for written in [
        "24:00",
        "15:60",
        "15:3",
        "15.3",
        "15",
        "150",
        "0:15 p.m.",
        "11:00 m.",
        "mediodía",
        "15:03:61",
        ":30",
        "15:",
        "15:03:00:00:00",
        "12345",
        "15 03",
        "15:03 xm",
    ] {
        let found = time(&written.into());
        // `150` is ten to two only for who wants to see it, and one hour and fifty minutes for a spreadsheet.
        if written == "150" {
            assert_eq!(good(found), (clock(1, 50, 0), Some(Repair::Unseparated)));
        } else {
            assert_eq!(found, Err(Issue::NotTime(written.into())), "{written}");
        }
    }
    assert_eq!(
        time(&"15:03 a.m.".into()),
        Err(Issue::AmPm("15:03 a.m.".into()))
    );
    assert!(time(&Cell::Number(15.3)).is_err());
    assert!(time(&Cell::Number(1.0)).is_err());
    assert!(time(&Cell::Number(-0.5)).is_err());
    assert!(time(&Cell::Date(day(2026, 3, 5))).is_err());
}

#[test]
fn moments_have_a_day_and_a_time_in_lima() {
    let value: NaiveDateTime = day(2026, 3, 5).and_time(clock(15, 3, 0));
    let read = |written: &str| datetime(&written.into(), Pivot::default());
    for written in [
        "05/03/2026 15:03",
        "5/3/2026 3:03 p. m.",
        "2026-03-05T15:03:00",
        "2026-03-05 15:03:00",
        "5 de marzo de 2026, 3:03 p.m.",
        "5 de marzo de 2026 a las 15:03",
        "05/03/2026 - 15:03",
        "2026-03-05T15:03:00-05:00",
    ] {
        assert_eq!(good(read(written)), (value, None), "{written}");
    }
    assert_eq!(
        good(read("2026-03-05T20:03:00Z")),
        (value, Some(Repair::Zone))
    );
    assert_eq!(
        good(read("05/03/26 15:03")),
        (value, Some(Repair::ShortYear))
    );
    assert_eq!(read("05/03/2026"), Err(Issue::NoTime("05/03/2026".into())));
    assert_eq!(
        read("12/31/2026"),
        Err(Issue::MonthFirst("12/31/2026".into()))
    );
    assert_eq!(read("15:03"), Err(Issue::NotDate("15:03".into())));
    let far = "9999-03-05T20:03:00Z";
    assert_eq!(read(far), Err(Issue::NotDate(far.into())));
    let number = |number| datetime(&Cell::Number(number), Pivot::default());
    assert_eq!(
        good(number(46_086.627_083_333)),
        (value, Some(Repair::Serial))
    );
    assert_eq!(number(46_086.0), Err(Issue::NoTime("46086".into())));
    assert!(matches!(number(5.5), Err(Issue::NotSerial(_))));
}
